# Kursliggaren på svenska. Varje nyckel finns också på engelska.

## Varför någon räknas

reason-nothing-planned = Klassen har inga planerade tillfällen.
reason-share-reached = Närvarande { $attended } av { $planned }; gränsen är { $percent } %.
reason-share-not-reached = Närvarande { $attended } av { $planned }; { $percent } % är { $needed }.
reason-share-out-of-reach = Närvarande { $attended } och kan nå högst { $open } till; { $percent } % är { $needed }.
reason-sessions-reached = Med på { $attended ->
    [one] ett tillfälle
   *[other] { $attended } tillfällen
}; gränsen är { $needed }.
reason-sessions-not-reached = { $needed ->
    [one] Har inte varit med på det tillfälle som krävs än.
   *[other] Med på { $attended } av de { $needed } tillfällen som krävs.
}
reason-sessions-out-of-reach = Med på { $attended ->
    [one] ett tillfälle
   *[other] { $attended } tillfällen
} och kan vara med på högst { $open } till; { $needed } krävs.
reason-minutes-reached = Närvarande { $attended }; gränsen är { $needed }.
reason-minutes-not-reached = Närvarande { $attended } av de { $needed } som krävs.
reason-minutes-out-of-reach = Närvarande { $attended } och kan nå högst { $open } till; { $needed } krävs.
reason-started = Har varit med på minst ett tillfälle.
reason-not-started = Har inte varit med på något tillfälle än.
reason-never-started = Var inte med på något tillfälle.
reason-exempt = { $reason } Befriad från { $exempt }, som inte räknas med i planen.

rule-share = En elev räknas vid minst { $percent } % av de planerade minuterna.
rule-sessions = { $count ->
    [one] En elev räknas efter minst ett tillfälle.
   *[other] En elev räknas efter minst { $count } tillfällen.
}
rule-minutes = En elev räknas efter minst { $hours }.
rule-started = En elev räknas efter att ha varit med en gång.

verdict-counts = räknas
verdict-not-yet = räknas inte än
verdict-no-longer = når inte gränsen

## Rader i en klasslista

row-no-name = Raden har inget namn.
row-name-too-long = Namnet är för långt för att vara ett namn.
row-no-class = Raden säger inte vilken klass eleven går i.
row-protected = Raden är märkt med skyddade personuppgifter. Den kan läsas in med alias, utan namn.
row-repeated = Samma elev står redan högre upp i listan.
row-wrong-check-digit = Personnumrets kontrollsiffra stämmer inte. Födelsedatumet används.
row-unreadable-number = Personnumret gick inte att tolka. Eleven får inget födelsedatum.
row-unreadable-date = Födelsedatumet gick inte att tolka och tas inte med.
row-cut-off-number = Excel har kortat personnumret (till exempel 2,00903E+11). Eleven får inget födelsedatum.
row-number-taken-out = Ett personnummer står bland orden på raden. Det tas inte med.
row-unreadable-grade = Årskursen gick inte att tolka och tas inte med.
row-unreadable-sex = Könet gick inte att tolka och tas inte med.
row-unreadable-email = E-postadressen gick inte att tolka och tas inte med.
row-damaged-letters = Några bokstäver har gått förlorade i filen. Kontrollera att namnet stämmer.
row-name-cleaned = I listan står ”{ $name }”. Det som inte hör till namnet är borttaget.
row-name-cleaned-unsaid = Det som stod omkring namnet är borttaget.
row-same-address = Adressen står på flera rader med olika namn.
row-hidden = Raden är dold i filen, av ett filter eller för hand. Den läses in ändå.
row-sheet-hidden = Bladet ”{ $name }” är dolt och togs inte med. Välj det med --sheet, eller i rutan Blad, om det ska läsas in.
row-sheet-of-others = Bladet ”{ $name }” handlar inte om elever och togs inte med.
row-unseen-legend = Under listan står det något om några i den, kanske med färg. Färger syns inte här: se efter i filen vilka som menas.
row-file-unreadable = Filen ”{ $name }” följde med men går inte att läsa som en lista.
row-other-than-remembered = Listan läses inte som den förra från skolan: kolumnerna eller namnens ordning är andra. Se efter att namnen står rätt.
doubt-other-school = Raden nämner en annan skola.
doubt-unlike = Raden saknar allt det som de andra har utom namnet.
doubt-role = Rollen är okänd: det är kanske ingen elev.
doubt-status = Av statusen eller slutdatumet framgår inte om eleven går kvar.
doubt-note = Det ser ut som en anteckning snarare än ett namn.
doubt-several-people = Raden ser ut att ha flera personer: det är osäkert vems namnet är.
doubt-class = Raden nämner två klasser. Säg vilken klass eleven går i.
doubt-letters = Namnet har tecken som inte hör till ett namn, eller bokstäver som har blivit fel i filen.
doubt-name-order = Det går inte att se vilket som är förnamn och vilket som är efternamn. Skolans förra lista hade efternamnet först.
doubt-same-person = Personnumret står på en rad till, med ett annat namn. Det är en och samma person.
doubt-address = Adressen är inte av samma slag som elevernas: det är kanske någon som arbetar på skolan.
doubt-age = Födelseåret är ovanligt för en gymnasieelev.
left-out-headings = Rubriker.
left-out-title = En titel.
left-out-total = En summa, eller något som systemet har skrivit omkring listan.
left-out-note = En anteckning, ingen elev.
left-out-staff = Arbetar på skolan, är ingen elev.
left-out-guardian = Vårdnadshavare, ingen elev.
left-out-has-left = Har slutat enligt listan.
left-out-not-begun = Har inte börjat än enligt listan.
left-out-by-choice = Utelämnad med --leave-out.
import-asked = { $count ->
    [one] En rad är osäker och läses in bara om du säger det.
   *[other] { $count } rader är osäkra och läses in bara om du säger det.
 }
import-left-out = { $count ->
    [one] En rad är ingen elev och är inte med.
   *[other] { $count } rader är inga elever och är inte med.
 }
hint-take = Ta med den med --take { $row }.
rows-asked = Osäkra
rows-left-out = Inga elever

## Vad som gjorts

change-somebody = Någon
change-undone = ångrade: { $deed }
change-redone = gjorde om: { $deed }
change-unknown = Något som bara en nyare version av Kursliggaren känner till
change-tried = { $sentence } (prov, dagen var satt för hand)
change-register-created = skapade registret
change-person-added = lade till personen { $name }
change-programme-edited = ändrade programmet
change-design-edited = ändrade hur intygen ser ut
change-course-added = lade till utbildningen { $course }
change-course-edited = ändrade utbildningen { $course }
change-school-added = lade till skolan { $school }
change-school-edited = ändrade skolan { $school }
change-contact-edited = ändrade kontaktpersonerna för { $school }
change-class-added = lade till klassen { $class }
change-class-edited = ändrade klassen { $class }
change-class-removed = tog bort klassen { $class }
change-list-imported = läste in en klasslista för { $place }: { $new ->
    [0] inga nya elever
    [one] 1 ny elev
   *[other] { $new } nya elever
}{ $changed ->
    [0] {""}
    [one] {", "}1 ändrad
   *[other] {", "}{ $changed } ändrade
}{ $left ->
    [0] {""}
    [one] {", "}1 har slutat
   *[other] {", "}{ $left } har slutat
}
change-student-added = lade till { $student } i { $class }
change-student-edited = ändrade uppgifterna om { $student }
change-student-protected = ändrade skyddet för { $student }
change-erased-student = gallrade en elevs personuppgifter enligt beslut { $reference }
change-erased-class = gallrade personuppgifterna för { $count ->
    [one] en elev
   *[other] { $count } elever
 } i { $class } enligt beslut { $reference }
change-erased-all = gallrade allas personuppgifter, { $count ->
    [one] en elev
   *[other] { $count } elever
 }, enligt beslut { $reference }
change-words-erased-again = tog bort anteckningar och namn som redan var gallrade
change-guest-added = lade till { $student } som gäst i { $class }
change-enrolment-edited = rättade när { $student } gick i { $class }
change-student-came = tog in { $student } i { $class }
change-student-left = markerade att { $student } har slutat i { $class }
change-students-left = markerade att { $count ->
    [one] en elev
   *[other] { $count } elever
} har slutat i { $class }
change-student-exempted = { $count ->
    [0] tog tillbaka befrielsen för { $student } i { $class }
    [one] befriade { $student } från ett tillfälle i { $class }
   *[other] befriade { $student } från { $count } tillfällen i { $class }
}
change-absence-announced = noterade att { $student } har anmält frånvaro från tillfälle { $number } i { $class }
change-absence-not-announced = tog bort den anmälda frånvaron för { $student } vid tillfälle { $number } i { $class }
change-session-added = lade till tillfälle { $number } för { $class }
change-session-edited = ändrade tillfälle { $number } för { $class }
change-sessions-dated = { $count ->
    [one] satte datum för ett tillfälle för { $class }
   *[other] satte datum för { $count } tillfällen för { $class }
}
change-session-logged = loggade tillfälle { $number } för { $class }: { $there } närvarande, { $absent } frånvarande
change-session-cancelled = ställde in tillfälle { $number } för { $class }{ $cleared ->
    [0] {""}
    [one] {" "}och tog bort en närvaromarkering
   *[other] {" "}och tog bort { $cleared } närvaromarkeringar
}
change-session-planned-again = gjorde tillfälle { $number } för { $class } planerat igen{ $cleared ->
    [0] {""}
    [one] {" "}och tog bort en närvaromarkering
   *[other] {" "}och tog bort { $cleared } närvaromarkeringar
}
change-session-removed = tog bort tillfälle { $number } för { $class }{ $cleared ->
    [0] {""}
    [one] {" "}med en närvaromarkering
   *[other] {" "}med { $cleared } närvaromarkeringar
}
change-students-moved = flyttade { $count ->
    [one] en elev
   *[other] { $count } elever
} till { $class }
change-study-path-set = satte studieväg för { $count ->
    [one] en elev
   *[other] { $count } elever
}
change-rest-marked = satte närvaro för { $count ->
    [one] en elev
   *[other] { $count } elever
} vid tillfälle { $number } i { $class }
change-conflict-settled = avgjorde vad som gäller där två hade skrivit olika
change-conflict-settled-class = avgjorde vad som gäller för { $class }, där två hade skrivit olika
change-conflict-settled-student = avgjorde vad som gäller för { $student }, där två hade skrivit olika
change-member-admitted = lät { $name } vara med i registret
change-some-class = en annan klass
change-some-school = en skola
change-some-course = en kurs
change-some-person = någon
change-some-student = en elev
change-some-certificate = ett intyg
change-classes-taken-back = ändrade vilka klasser någon arbetar med
change-member-removed = tog bort någon som varit med i registret
change-went-back = tog tillbaka { $count ->
    [one] den senaste ändringen
   *[other] de { $count } senaste ändringarna
}
change-mark-set = ändrade närvaron för { $student } vid tillfälle { $number } i { $class }
change-marks-set = ändrade { $count ->
    [one] en närvaromarkering
   *[other] { $count } närvaromarkeringar
} i { $class }
change-certificates-issued = { $count ->
    [one] utfärdade ett intyg
   *[other] utfärdade { $count } intyg
}
change-certificate-reissued = utfärdade intyg { $serial } i stället för ett tidigare
change-certificate-revoked = makulerade intyg { $serial }
change-ledger-taken-along = { $count ->
    [0] tog med intygsliggaren från det ersatta registret
    [one] tog med ett intyg från det ersatta registret
   *[other] tog med { $count } intyg från det ersatta registret
}

## Fel: vad, var, vad som är orört, vad man gör

error-missing = Det finns inget register i { $path }. Skapa ett med ”kursliggaren new”, eller ange ett annat med --register.
error-exists = Det finns redan en fil i { $path }. Den är orörd. Välj en annan plats.
error-other-name = { $path } är ett annat namn (en hård länk) på ett register, och den som skriver under det skulle förstöra registret. Inget är ändrat. Öppna registret under sitt eget namn.
error-own-file = { $path } hör till registret och skrivs inte över. Inget är ändrat. Välj ett annat namn.
error-not-a-register = Filen är inget register från Kursliggaren. Den är orörd. Välj en annan fil.
error-newer = Registret kommer från en nyare version av Kursliggaren (registerformat { $version }, den här versionen klarar { $understood }). Det är orört. Uppdatera programmet.
error-locked = Ett annat program har registret öppet. Inget är ändrat. Stäng det andra fönstret och försök igen.
error-damaged = Registret är skadat. Ingenting mer skrivs i det. Återställ en säkerhetskopia med ”kursliggaren restore”.
error-not-understood = Registret innehåller något som den här versionen av Kursliggaren inte förstår ({ $what }). Inget är ändrat. Installera den senaste versionen, eller kontrollera registret med ”kursliggaren check”.
error-disk-full = Disken är full. Inget är ändrat. Frigör utrymme och försök igen.
error-vanished = Registret finns inte längre i { $path }. Det du gjorde nu är inte sparat. Spara en kopia dit innan du stänger programmet.
error-vanished-backup = Registret finns inte längre i { $path }. Det du gjorde nu är inte sparat. Det som gjordes tidigare finns i säkerhetskopian { $backup }.
error-disk-full-at = Disken är full: { $path } gick inte att skriva. Frigör utrymme och försök igen.
error-not-found = { $path } finns inte. Registret är orört. Kontrollera att sökvägen stämmer.
error-in-the-way = På { $path } ligger redan något annat. Det är orört. Välj en annan plats.
error-bad-name = { $path } är inget namn som går att använda här. Registret är orört. Välj ett annat namn.
error-read-only = Registret kan bara läsas. Inget är ändrat. Kontrollera att du får skriva i filen.
error-permission = Du får inte läsa eller skriva { $path }. Det som ligger där är orört. Se efter vem som äger filen.
error-file = Det gick inte att läsa eller skriva { $path }. Det som låg där är orört. Försök igen, eller välj en annan plats.
error-no-file = { $path } är ingen fil utan en enhet eller ett rör. Inget har ändrats. Välj en fil.
error-folder = { $path } är en mapp. Inget har ändrats. Välj en fil.
error-file-too-large = { $path } är för stor. Inget har ändrats. Välj en mindre fil.
error-sqlite = Registret gick inte att läsa eller skriva. Inget är ändrat. Kontrollera det med ”kursliggaren check”.
error-cancelled = Avbrutet. Registret är som det var.
error-cancelled-after = Avbrutet. Det som redan är gjort står kvar i registret: titta i historiken.
error-key-locked = Nyckeln som signerar intyg ligger i datorns nyckelring, som är låst eller inte svarar. Inget är utfärdat. Lås upp nyckelringen och försök igen.
error-closed = Registret är stängt. Starta programmet igen.
error-broken = Något gick fel i programmet, och det du bad om blev inte färdigt. Allt som var sparat är kvar. Titta i historiken vad som blev gjort och pröva igen; händer det en gång till, berätta vad du gjorde för dem som sköter programmet.
not-saved-something = Det du ändrade är inte sparat.
not-saved-mark = Närvaron för { $name } vid tillfälle { $number } i { $class } är inte sparad.
not-saved-marks = { $count ->
    [0] Närvaron i { $class } är inte sparad.
    [one] En närvaromarkering i { $class } är inte sparad.
   *[other] { $count } närvaromarkeringar i { $class } är inte sparade.
}

refusal-nothing-to-undo = Det finns inget att ångra.
refusal-nothing-to-redo = Det finns inget att göra om.
refusal-ledger = Det senaste är ett utfärdat eller makulerat intyg, och intyg kan inte ångras. Inget är ändrat. Makulera intyget i stället.
refusal-name-is-gone = Det senaste var att skydda en elevs uppgifter. Namnet är borttaget för gott och kan inte tas tillbaka.
refusal-erasure-is-final = Det senaste var en gallring. Den är slutgiltig och kan inte tas tillbaka.
refusal-changed-since = Någon har ändrat samma uppgift sedan dess. Inget är ångrat.
refusal-still-used = Det går inte att ta bort, för det används fortfarande: { $marks ->
    [0] {""}
    [one] en närvaromarkering
   *[other] { $marks } närvaromarkeringar
}{ $enrolments ->
    [0] {""}
    [one] { $marks ->
        [0] {""}
       *[other] {", "}
    }en inskrivning
   *[other] { $marks ->
        [0] {""}
       *[other] {", "}
    }{ $enrolments } inskrivningar
}{ $certificates ->
    [0] {""}
    [one] { $enrolments ->
        [0] { $marks ->
            [0] {""}
           *[other] {", "}
        }
       *[other] {", "}
    }ett intyg
   *[other] { $enrolments ->
        [0] { $marks ->
            [0] {""}
           *[other] {", "}
        }
       *[other] {", "}
    }{ $certificates } intyg
}{ $others ->
    [0] {""}
    [one] { $certificates ->
        [0] { $enrolments ->
            [0] { $marks ->
                [0] {""}
               *[other] {", "}
            }
           *[other] {", "}
        }
       *[other] {", "}
    }en annan uppgift
   *[other] { $certificates ->
        [0] { $enrolments ->
            [0] { $marks ->
                [0] {""}
               *[other] {", "}
            }
           *[other] {", "}
        }
       *[other] {", "}
    }{ $others } andra uppgifter
}. Inget är ändrat. Ta bort det först.
refusal-unknown-school = Ingen skola heter ”{ $name }”. Ange skolenhetskod, namn eller en del av namnet.
refusal-ambiguous-school = Flera skolor passar in på ”{ $name }”: { $fitting }. Skriv mer av namnet.
refusal-unknown-class = Ingen klass heter ”{ $name }”. Skriv SKOLA/KLASS, och @TERMIN om den inte går nu.
refusal-ambiguous-class = Flera klasser passar in på ”{ $name }”: { $fitting }. Skriv hela namnet.
refusal-unknown-student = Ingen i klassen heter ”{ $name }”. Inget är loggat. Kontrollera stavningen.
refusal-ambiguous-student = Flera i klassen passar in på ”{ $name }”: { $fitting }. Skriv #ID i stället.
refusal-unknown-course = Ingen utbildning heter ”{ $name }”. Kontrollera stavningen.
refusal-ambiguous-course = Flera utbildningar passar in på ”{ $name }”: { $fitting }. Skriv mer av namnet.
refusal-unknown-session = Klassen har inget tillfälle { $number }. Ett nytt tillfälle måste få nästa lediga nummer. Inget är ändrat.
refusal-already-reported = Tillfälle { $number } är redan loggat. Inget är ändrat.
refusal-named-twice = ”{ $name }” är nämnd med två olika markeringar. Inget är loggat.
refusal-outside-period = { $day } ligger utanför programmets period, och närvaro den dagen räknas inte. Inget är sparat.
refusal-in-future = { $day } ligger i framtiden. Inget är sparat.
refusal-figures-in-future = { $day } ligger i framtiden. Siffrorna går till och med i dag; vad som väntas därefter säger prognosen.
refusal-before-planned = Tillfället är planerat till den { $day }, en senare dag. Inget är sparat.
refusal-same-day = Klassens tillfälle { $number } ligger redan på { $day }. Inget är sparat. Välj en annan dag.
refusal-not-logged = Tillfälle { $number } är inte loggat än. Inget är ändrat. Logga det först, eller säg vilken dag det hölls.
refusal-held-in-future = Tillfället har hållits och kan inte flyttas till { $day }, som ligger i framtiden. Inget är sparat.
refusal-shorter-than-lateness = { $count ->
    [one] { $names } kom senare än så och skulle missa hela tillfället om det bara var { $minutes } minuter långt. Inget är sparat. Rätta elevens markering först.
   *[other] { $names } kom senare än så och skulle missa hela tillfället om det bara var { $minutes } minuter långt. Inget är sparat. Rätta elevernas markeringar först.
}
refusal-not-in-class-then = { $name } gick inte i klassen den { $day }. Inget är sparat. Ändra först när eleven började eller slutade, om det är fel.
refusal-session-of-course = Tillfälle { $number } hör till utbildningens plan och kan inte tas bort. Inget är ändrat. Gör det planerat igen, eller ställ in det.
refusal-leaves-before-coming = Eleven började i klassen den { $day } och kan inte ha slutat före det. Inget är ändrat.
refusal-no-exemptions = Utbildningen tillåter inte att någon befrias från tillfällen. Inget är ändrat. Det går att tillåta i inställningarna.
refusal-not-before-coming = Eleven kan inte befrias från tillfälle { $number }: bara från tillfällen som hölls innan eleven började i klassen. Inget är ändrat.
refusal-not-a-time = ”{ $text }” är inget klockslag. Skriv till exempel 13:15. Inget är sparat.
refusal-later-change = En senare ändring bygger på den här. Inget är ångrat. Ångra den senare först.
refusal-already-issued = Eleven har redan intyg { $serial } för klassen. Inget är utfärdat. Utfärda ett nytt i stället för det.
refusal-nothing-attended = Eleven har ingen närvaro att intyga. Inget är utfärdat.
refusal-name-needed = Elevens uppgifter är skyddade: säg namnet som ska stå på sidan med --name-on-page. Det sparas inte. Inget är utfärdat.
refusal-one-is-protected = Den ena eleven har skyddade personuppgifter, och namnet skulle stå kvar hos den andra. Inget är ändrat. Skydda den andra också, och slå sedan ihop dem.
error-still-in-log = Uppgifterna är skyddade, men någon annan läser registret just nu, så namnet ligger kvar i filen { $file } bredvid det. Den töms så snart ingen läser. Stäng andra fönster, rapporter och säkerhetskopieringar som har registret öppet.
error-unsettled = Namnet är borttaget ur registret, men disken tog inte emot allt som hör till. Det kan ligga kvar i filerna bredvid registret tills det öppnas nästa gång. Se till att disken har plats och kör ”kursliggaren check”.
refusal-name-not-needed = Namnet på sidan är elevens eget och kan inte bytas. Inget är utfärdat.
refusal-clock-behind = Datorns klocka säger { $today }, men registret eller programmet är från { $newest }. Inget är ändrat. Ställ klockan rätt och försök igen.
refusal-clock-ahead = Datorns klocka säger { $today }, mer än ett år efter det senaste i registret ({ $newest }). Inget är ändrat. Ställ klockan rätt om den är fel.
refusal-late-beyond-session = { $late } minuter sen är mer än tillfällets { $minutes } minuter. Inget är sparat.
refusal-session-has-marks = { $count ->
    [one] Tillfället har en närvaromarkering. Den tas bort om tillfället ställs in. Inget är ändrat än.
   *[other] Tillfället har { $count } närvaromarkeringar. De tas bort om tillfället ställs in. Inget är ändrat än.
}
refusal-empty = Ett fält som måste fyllas i är tomt. Inget är sparat.
refusal-class-exists = Klassen { $name } finns redan för den terminen och utbildningen. Inget är sparat. Välj ett annat namn.
refusal-session-exists = Klassen har redan ett tillfälle { $number }. Inget är sparat.
refusal-already-in-class = Eleven går redan i klassen. Inget är ändrat.
refusal-not-valid = Intyg { $serial } är redan makulerat eller ersatt. Inget är ändrat.
refusal-unknown-certificate = Det finns inget intyg med nummer ”{ $serial }”. Kontrollera numret.
refusal-gone = Det du ville ändra finns inte längre. Någon kan ha tagit bort det. Inget är sparat.
refusal-period-backwards = Den sista dagen ligger före den första. Inget är sparat.
refusal-protected = Elevens uppgifter är skyddade, och bara alias kan sparas. Inget är sparat.
refusal-erased = Elevens personuppgifter är gallrade, och det är slutgiltigt. Inget är ändrat.
refusal-decided-in-future = Beslutet är daterat { $day }, som inte har kommit än. Inget är gallrat.
refusal-programme-not-over = Programmet pågår till och med { $day }. Allas uppgifter kan gallras när det är över, en elevs eller en klass redan nu. Inget är gallrat.
refusal-nothing-to-erase = Här finns inga personuppgifter kvar att gallra.
refusal-made-by-others-too = Någon annan har lagt till samma sak, och då tas den inte bort genom att du ångrar. Inget är ändrat.
refusal-made-elsewhere = Ändringen är gjord på en annan dator. Den ångras där, eller så skriver du det som ska gälla. Inget är ändrat.
refusal-not-yours = Den här datorn arbetar med några klasser: närvaro och tillfällen i dem. Det andra ändrar en samordnare. Inget är ändrat.
refusal-being-erased = Någon annan har tagit bort personens namn, och den ändringen är inte helt inläst här än. Inget skrevs. Hämta det som väntar och försök igen.
refusal-no-change = Det som skulle tas in är inte vad någon skrev: det är skadat eller ändrat på vägen. Inget togs in. Be om det en gång till.
refusal-no-erasure = Ingen gallring är gjord här, eller ingen med det numret.
refusal-day-set-by-hand = Dagen är satt för hand med --today, och en gallring är på riktigt och för gott. Inget är gallrat.
hint-day-anyway = Kör utan --today, eller med --anyway.
refusal-key-in-use = Nyckeln används. Ersätt den i stället, som förlorad.
refusal-unknown-key = Registret har ingen sådan nyckel.

intake-missing = Filen { $path } finns inte. Registret är orört. Kontrollera att sökvägen stämmer.
intake-folder = { $path } är en mapp. Välj en fil med en klasslista.
intake-unreadable = Filen { $path } går inte att läsa. Är den öppen i Excel, eller saknar du behörighet? Registret är orört.
intake-empty = Filen är tom. Registret är orört. Välj en annan fil.
intake-too-large = Filen är för stor för att vara en klasslista (gränsen är 64 MB, uppackad 100 MB och 2 miljoner celler). Registret är orört.
intake-too-many-rows = Listan har fler än 100 000 rader. Registret är orört. Dela upp den.
intake-too-many-columns = Listan har fler än 500 kolumner. Registret är orört. Ta bort de kolumner som inte behövs.
intake-cell-too-long = Rad { $row } har en cell som är för lång för en klasslista. Registret är orört. Korta den och försök igen.
intake-encrypted = Filen är låst med lösenord. Spara den utan lösenord och försök igen. Registret är orört.
intake-not-a-list = Filen är ingen klasslista. Spara den som .xlsx eller .csv och försök igen. Registret är orört.
intake-numbers = Filen är från Numbers. Öppna den där, exportera den som .xlsx och försök igen. Registret är orört.
intake-archive = Filen är packad med 7-Zip, RAR eller gzip. Packa upp den och välj listan i mappen. Registret är orört.
intake-page-without-persons = Filen är en sida med grupper eller organisationer, utan personer. Lägg sidorna persons, groups och organisations i en zip-fil och läs in den. Registret är orört.
intake-picture = Filen är en bild. Be om listan som .xlsx eller .csv. Registret är orört.
intake-pdf = Filen är en PDF. Be om listan som .xlsx eller .csv, eller kopiera raderna ur den och klistra in dem här. Registret är orört.
intake-document = Filen är ett dokument från Word eller liknande. Öppna det, kopiera tabellen och klistra in den här, eller klistra in den i Excel och spara som .xlsx. Registret är orört.
intake-web-page = Filen är en webbsida med fel namn. Öppna den i Excel, spara som .xlsx och försök igen. Registret är orört.
intake-damaged = Filen är skadad och går inte att läsa. Be skolan skicka den igen. Registret är orört.
intake-no-such-sheet = Filen har inget blad som heter ”{ $name }”. Bladen heter: { $sheets }.
intake-several-sheets = Flera blad ser ut som klasslistor: { $sheets }. Välj ett med --sheet.
intake-no-headings = Ingen rad med rubriker som Förnamn, Efternamn eller Namn hittades. Registret är orört. Lägg till en rubrikrad och försök igen.

problem-integrity = SQLite hittade en skada: { $said }
problem-references = { $rows ->
    [one] En rad pekar på något som inte finns.
   *[other] { $rows } rader pekar på något som inte finns.
}
problem-table = Tabellen { $table } skiljer sig från journalen i { $rows ->
    [one] en rad
   *[other] { $rows } rader
}.
problem-sequence = Journalens numrering har { $count ->
    [one] en lucka
   *[other] luckor på { $count } ställen
}.
problem-standings = { $rows ->
    [one] En elevs summa stämmer inte med närvaron.
   *[other] { $rows } elevers summor stämmer inte med närvaron.
}
problem-changes = { $changes ->
    [one] En ändring i historiken är inte vad den var när den gjordes.
   *[other] { $changes } ändringar i historiken är inte vad de var när de gjordes.
}
problem-unheld-marks = { $rows ->
    [one] En närvaromarkering hör till ett tillfälle som inte har hållits.
   *[other] { $rows } närvaromarkeringar hör till tillfällen som inte har hållits.
}
problem-outside-marks = { $rows ->
    [one] En närvaromarkering gäller en elev som inte går i klassen.
   *[other] { $rows } närvaromarkeringar gäller elever som inte går i klassen.
}
problem-series = { $count ->
    [one] En intygsserie har luckor i numreringen.
   *[other] { $count } intygsserier har luckor i numreringen.
}
problem-name-in-log = Ett namn som är borttaget kan stå kvar i loggen bredvid registret. Stäng det som har registret öppet och öppna det igen, så töms den.

## Kommandoraden

cli-created = Registret { $name } är skapat i { $path }: mål { $target }, { $from } – { $to }.
cli-imported = { $new ->
    [0] Inga nya elever
    [one] 1 ny elev
   *[other] { $new } nya elever
}{ $changed ->
    [0] {""}
    [one] {", "}1 ändrad
   *[other] {", "}{ $changed } ändrade
}{ $unchanged ->
    [0] {""}
    [one] {", "}1 oförändrad
   *[other] {", "}{ $unchanged } oförändrade
}{ $refused ->
    [0] {""}
    [one] {", "}1 rad inte med
   *[other] {", "}{ $refused } rader inte med
}.
cli-import-dry-run = Så här skulle det bli (inget är sparat):
cli-import-class = { $students ->
    [one] { $class }: en elev
   *[other] { $class }: { $students } elever
}
cli-import-duplicates = { $count ->
    [one] En möjlig dubblett: en elev med samma eller liknande namn finns redan.
   *[other] { $count } möjliga dubbletter: elever med samma eller liknande namn finns redan.
}
cli-import-left = { $count ->
    [one] En elev står inte i listan och har slutat.
   *[other] { $count } elever står inte i listan och har slutat.
}
cli-row = Rad { $row }: { $sentence }
cli-logged = Tillfälle { $number } för { $class } den { $date }: { $present } närvarande, { $late ->
    [one] 1 sen
   *[other] { $late } sena
}, { $excused } giltig frånvaro, { $unexcused } ogiltig frånvaro, { $unreported ->
    [one] 1 ej rapporterad
   *[other] { $unreported } ej rapporterade
}.
cli-log-changed = Markeringen ändrades för { $names }.
cli-cancelled = Tillfälle { $number } för { $class } är inställt.
cli-progress-title = { $course } den { $date }
cli-progress-completed = { $completed } av { $target } elever räknas
cli-progress-rest = { $started } har börjat, { $enrolled } är inskrivna
cli-progress-outside = { $count ->
    [one] En elev går i en klass som inte räknas mot målet (skolan är ingen gymnasieskola).
   *[other] { $count } elever går i klasser som inte räknas mot målet (skolan är ingen gymnasieskola).
}
cli-progress-pace = Det krävs { $pace } elever i veckan för att nå målet.
cli-progress-over = Programmets period är slut.
cli-progress-forecast = Bokade klasser väntas ge { $expected } elever till den { $day } (med 80 % sannolikhet { $low }–{ $high }).
cli-progress-undated = Av dem väntas { $count } från klasser där något tillfälle saknar dag.
cli-progress-reached = Målet väntas nås vecka { $week }, { $year }.
cli-progress-no-forecast = Det är för tidigt för en prognos: den behöver minst { $classes } färdiga klasser med { $students } elever.
cli-unknown = okänt
cli-no-school = ingen klass
cli-column-key = Uppdelning
cli-column-enrolled = Inskrivna
cli-column-started = Började
cli-column-completed = Räknas
cli-students-count = { $count ->
    [one] En elev
   *[other] { $count } elever
}
cli-certificates = { $issued ->
    [0] Inga nya intyg
    [one] Ett nytt intyg
   *[other] { $issued } nya intyg
}{ $copies ->
    [0] {""}
    [one] {", "}en kopia
   *[other] {", "}{ $copies } kopior
}{ $skipped ->
    [0] {""}
    [one] {", "}en elev hoppades över
   *[other] {", "}{ $skipped } elever hoppades över
}.
cli-file = Sparad: { $path }
cli-skipped = { $student }: { $reason }
cli-history-undone = ångrad
cli-backed-up = Säkerhetskopia sparad: { $path }
cli-restore-would = { $path } innehåller { $programme }: { $classes ->
    [one] en klass
   *[other] { $classes } klasser
}, { $students ->
    [one] en elev
   *[other] { $students } elever
}, { $marks ->
    [one] en närvaromarkering
   *[other] { $marks } närvaromarkeringar
}, { $certificates } intyg, senast ändrad { $changed }. Inget är ändrat än. Kör igen med --yes för att låta den ersätta { $register }.
cli-restored = Återställt från { $path }. Det som ersattes finns kvar i { $kept }.
cli-trying = --today är för att prova: det som skrivs nu får dagen { $day } och märks som prov i historiken.
cli-answer-lost = Svaret kunde inte skrivas. Det som skulle göras är gjort.
cli-would-revoke = Intyg { $serial } skulle makuleras (inget är sparat). Det går inte att ångra.
cli-would-reissue = Ett nytt intyg skulle utfärdas i stället för { $serial } (inget är sparat).
cli-would-issue = { $kind } för { $name }, { $class }, skulle utfärdas (inget är sparat).
cli-would-issue-many = { $count ->
    [0] Inget intyg skulle utfärdas (inget är sparat).
    [one] Ett intyg skulle utfärdas (inget är sparat):
   *[other] { $count } intyg skulle utfärdas (inget är sparat):
}
cli-issued = Intyg { $serial } är utfärdat. Sparat: { $path }
cli-would-protect = Namn, födelsedatum och e-post skulle tas bort för gott{ $certificates ->
    [0] {""}
    [one] , också på ett intyg
   *[other] , också på { $certificates } intyg
} (inget är sparat). Det går inte att ångra.
cli-would-lift = Skyddet skulle hävas (inget är sparat). Namnet kommer inte tillbaka av sig självt.
cli-nothing-changed = Det var redan så. Inget är ändrat.
cli-restored-alone = Återställt från { $path } till { $register }. Där fanns inget register förut.
restore-protected = { $count ->
    [one] En elev har skyddats eller gallrats sedan kopian gjordes och förblir utan namn.
   *[other] { $count } elever har skyddats eller gallrats sedan kopian gjordes och förblir utan namn.
 }
cli-check-ok = Registret är helt: { $changes ->
    [one] en ändring
   *[other] { $changes } ändringar
}, { $ops ->
    [one] en uppgift
   *[other] { $ops } uppgifter
} i journalen.
cli-check-problems = Registret har fel:
cli-names-gone = Inget av orden ({ $words }) står i någon av de { $files } filer som programmet skriver.
cli-record-again = Gallringen är gjord, men protokollet kunde inte sparas. Spara det igen med: kursliggaren erase record --out FIL.pdf
cli-key-in-use = { $key }  sedan { $made }, används
cli-key-replaced = { $key }  sedan { $made }, ersatt
cli-key-lost = { $key }  sedan { $made }, förlorad { $lost }
cli-erase-would = Inget är gallrat. Gör det för gott med --yes, --reference och --decided; med --replace-backups byts säkerhetskopiorna ut också.
cli-names-found = { $path }: { $count ->
    [one] ordet på rad { $lines }
   *[other] orden på raderna { $lines }
}
cli-demo-made = Ett exempelregister med { $classes ->
    [one] en klass
   *[other] { $classes } klasser
} och { $students ->
    [one] en elev
   *[other] { $students } elever
} är skapat i { $folder }.
cli-demo-opened = Exempelregistret i { $folder } fanns redan och är orört.
cli-no-display = Här finns ingen skärm att öppna ett fönster på. Kommandona fungerar ändå; se ”kursliggaren --help”.
cli-demo-no-window = Inget fönster öppnades: här finns ingen skärm.
cli-bad-date = ”{ $text }” är inget datum. Skriv ÅÅÅÅ-MM-DD.
cli-bad-class = ”{ $text }” pekar inte ut en klass. Skriv SKOLA/KLASS, och @TERMIN om det behövs.
cli-bad-late = ”{ $text }” går inte att tolka. Skriv NAMN=MINUTER. Inget är loggat.
cli-bad-value = ”{ $text }” går inte att använda här. Inget är ändrat. Se hjälpen med --help.
cli-in-the-way = Ändringen kan inte ångras ensam, för en senare bygger på den: { $later }. Inget är ångrat.
cli-bad-file = { $sentence } Det som hann registreras är kvar; skriv ut igen.

skip-not-yet = Räknas inte än.
skip-no-longer = Kan inte längre nå gränsen.
skip-protected = Har skyddade personuppgifter. Utfärda intyget för sig och ange namnet då.
skip-erased = Personuppgifterna är gallrade.

sex-female = kvinnor
sex-male = män

## Hjälp på kommandoraden

help-program = Register över skolor, klasser och elever: närvaro, mål och intyg. Utan kommando öppnas fönstret.
help-global-register = Registrets fil
help-global-person = Vem som arbetar
help-global-today = Räkna denna dag som i dag (ÅÅÅÅ-MM-DD)
help-global-language = Språk
help-global-json = Svara med ett JSON-dokument
help-global-anyway = Gör det ändå: dagar som är ovanliga, och en klocka som kan vara fel
help-global-font = Fil med ett typsnitt för bokstäver som programmets egna typsnitt saknar
help-new = Skapa ett tomt register
help-new-name = Programmets namn
help-new-target = Hur många elever som ska räknas
help-new-from = Programmets första dag
help-new-to = Programmets sista dag
help-import = Läs in en klasslista
help-import-file = Klasslistan (.csv, .txt, .xlsx, .xls, .ods, OneRoster, SDS, JSON); - läser från standard in
help-import-school = Skolenhetskod, namn eller del av namnet
help-import-class = Klassens namn; annars listans egen kolumn
help-import-term = Termin, till exempel HT26; annars den som pågår
help-import-course = Utbildning; annars den första
help-import-sheet = Bladets namn
help-import-complete = Listan är fullständig: den som saknas har slutat
help-import-as-new = Rad som är en ny elev, fast klassen har en elev med skyddade personuppgifter
help-import-take = Läs in denna osäkra rad (kan anges flera gånger)
help-import-dry-run = Visa vad som skulle hända utan att spara
help-log = Logga ett tillfälle
help-log-class = SKOLA/KLASS, vid behov med @TERMIN och :UTBILDNING
help-log-session = Tillfällets nummer
help-log-date = Dagen det hölls; behövs inte med --correct
help-log-absent = Ogiltig frånvaro (namn eller #ID)
help-log-excused = Giltig frånvaro
help-log-late = Sen, med antal minuter
help-log-present = Närvarande, för den som annars inte väntas, till exempel en gäst
help-log-minutes = Tillfällets längd, om den blev en annan än planerat
help-log-cancelled = Ställ in tillfället, med skälet
help-log-replace = Logga om ett tillfälle som redan är loggat
help-progress = Hur långt det är till målet
help-progress-course = Utbildning; annars den första
help-progress-as-of = Läget denna dag
help-progress-by = Dela upp efter
help-students = Visa elever, och varför de räknas
help-students-query = Början på namnet
help-students-class = Bara i denna klass
help-certificates = Utfärda och skriv ut intyg
help-certificates-class = För denna klass
help-certificates-all = För alla klasser
help-certificates-out = Mapp att spara i
help-certificates-one-file = Allt i en fil i stället för en fil per intyg
help-roster = Skriv ut en närvarolista
help-share = Dela registret med andra genom en plats
help-share-place = En tom mapp som alla når (synkad, på nätverket, ett minne), webdav+https://… eller s3+https://VÄRD/HINK/PREFIX. Namn och lösenord: KURSLIGGAREN_PLACE_USER och KURSLIGGAREN_PLACE_PASSWORD
help-invite = Bjud in någon; koden skrivs ut
help-invite-name = Vem som bjuds in
help-invite-role = Samordnare, lärare eller projektledare
help-invite-class = En klass som läraren arbetar med; kan upprepas
help-join = Gå med i ett register som delas
help-join-place = Mappen eller adressen där det delas, eller filen med ett paket
help-join-code = Koden från den som bjöd in
help-sync = Skicka och hämta det som är nytt
help-sync-place = Platsen ligger här nu: samma plats som förut, flyttad eller med annan adress
help-sync-anew = Skicka allt på nytt: filer från den här datorn saknas på platsen
help-members = Visa vilka som är med, och vems arbete som är framme
help-package = Gör en fil med en klass för en lärare utan platsen; koden skrivs ut
help-package-class = En klass; kan upprepas
help-package-whom = Vem paketet är för
help-package-out = Där filen sparas
help-package-send-back = I ett öppnat paket: filen att skicka tillbaka
help-package-back = Ta in det som kom tillbaka
help-package-back-file = Filen som kom tillbaka
help-package-back-dry-run = Visa bara vad som skulle ändras
help-withdraw = Ta tillbaka en inbjudan
help-withdraw-name = Vem som var inbjuden
help-remove-member = Låt någon inte längre vara med
help-remove-member-name = Vem
help-remove-member-yes = Gör det
help-assign = Säg vilka klasser en lärare arbetar med
help-assign-name = Vem
help-assign-class = En klass; kan upprepas. De som inte nämns tas bort
help-recovery-sheet = Gör ett blad som öppnar registret när alla datorer är borta; koden skrivs ut
help-recovery-sheet-out = Spara bladet som PDF
help-recovery-sheet-yes = Gör ett nytt, fast det finns ett som då slutar gälla
help-stop-sharing = Sluta dela registret; det står kvar som det är
help-stop-sharing-yes = Gör det
help-conflicts = Visa där två har skrivit olika
help-conflicts-choose = Avgör vad som gäller
help-conflicts-choose-n = Numret i listan
help-conflicts-choose-mine = Det som skrevs på den här datorn
help-conflicts-choose-theirs = Det som någon annan skrev; K om de är flera
help-conflicts-choose-value = Något annat
help-key = Nycklarna som intygens koder signeras med
help-key-list = Visa nycklarna, den som används först
help-key-page = Spara sidan där vem som helst kan kontrollera koder i sin webbläsare
help-key-page-out = Där sidan sparas
help-key-replace = Byt nyckel
help-key-replace-routine = Som rutin: det som är signerat gäller som förut
help-key-replace-lost = Den är förlorad: det som är signerat gäller bara där liggaren säger detsamma
help-key-lost = En nyckel som redan är ersatt har förlorats
help-key-lost-key = Den öppna nyckeln, 64 hexadecimala siffror
help-erase = Gallra: ta bort personuppgifter för gott. Utan --yes visas bara vad som skulle tas bort och vad som är kvar.
help-erase-student = En elevs personuppgifter.
help-erase-class = Personuppgifterna för eleverna i en klass; den som också går i en annan klass vars termin inte är slut är kvar.
help-erase-class-class = Klassen.
help-erase-everyone = Allas personuppgifter, när programmet är över.
help-erase-record = Protokollet över en gallring: siffror, inga namn.
help-erase-record-change = Gallringens ändring, som i historiken; den senaste om inget anges.
help-erase-record-out = Där protokollet sparas.
help-erase-backups = Säkerhetskopior som har namn kvar som är borttagna ur registret; med --yes ersätts de av sådana utan namnen.
help-erase-backups-yes = Ersätt dem.
help-option-reference = Vad beslutet om gallring finns under, till exempel ett diarienummer.
help-option-decided = Beslutets dag.
help-option-joined-too = Ta också bort namnen på poster som andra har slagit ihop med dem.
help-option-keep-certificates = Låt utfärdade intyg ha namnen kvar, om de måste bevaras.
help-option-archive = Spara först uppgifterna i ett kalkylblad för arkivet.
help-option-record = Spara protokollet i en PDF.
help-option-replace-backups = Ersätt säkerhetskopior som har namnen kvar.
help-option-yes = Gör det, för gott.
help-roster-class = För denna klass
help-roster-out = Fil att spara
help-history = Visa vad som gjorts
help-history-student = Med denna elev
help-history-class = Med denna klass
help-undo = Ångra det senaste
help-undo-past-certificates = Hoppa över intyg, som inte kan ångras
help-redo = Gör om det som ångrades
help-backup = Spara en säkerhetskopia
help-backup-out = Fil att spara
help-restore = Återställ en säkerhetskopia
help-restore-file = Säkerhetskopian
help-restore-yes = Ja, ersätt registret
help-check = Kontrollera att registret är helt
help-check-names = Sök efter ord, ett på varje rad i filen, i allt som programmet skriver

## Papper

certificate-file-title = Intyg
certificate-period = { $first } – { $last }
certificate-session = Tillfälle { $number }: { $date }, { $length }
certificate-more-sessions = { $count ->
    [one] och ett tillfälle till
   *[other] och { $count } tillfällen till
}
certificate-exempt = Befriad från { $hours } av kursens tid.
certificate-place-date = { $place } den { $date }
certificate-place-and-date = Ort och datum
certificate-signature = Underskrift
certificate-serial = Intyg nr { $serial }
certificate-replaces = Ersätter nr { $serial }
certificate-column-sum = Summa
certificate-column-hours = Tid
certificate-column-day = Dag
certificate-column-session = Tillfälle
certificate-replaced-by = Ersatt av nr { $serial }
certificate-revoked-on = Makulerat den { $date }
certificate-code = Kod som kontrollerar intyg nr { $serial }
certificate-signature-of = Underskrift av { $name }
certificate-mark-replaced = Ersatt
certificate-mark-revoked = Makulerat
roster-title = Närvarolista { $class }
roster-name = Namn
roster-note = Anteckning
roster-came-under = om sen
roster-came = Kom klockan
roster-signature = Underskrift
roster-code = kod { $code }
roster-number = Nr
roster-title-session = Närvarolista { $class }, tillfälle { $number }
roster-session = Tillfälle { $number }
roster-page = Sida { $page } av { $pages }
roster-printed = Utskriven { $date }. Skriv under i rutan för det tillfälle du är med på.

## Kommandot demo

help-open = Öppna fönstret
help-open-file = Register; annars det som var öppet senast
help-demo = Gör ett exempelregister och öppna fönstret på det
help-demo-folder = Mapp; annars ./kursliggaren-demo
help-demo-no-window = Öppna inget fönster
help-demo-students = Antal elever
cli-window-failed = Fönstret gick inte att öppna ({ $cause }). Registret är orört.

## Fönstret

window-opening = Öppnar registret …
window-saved-at = Sparat { $at }
window-to-log = { $count } att logga
window-new = { $count ->
        [one] 1 nytt
       *[other] { $count } nya
}
window-saved = Sparat
window-read-only = kan bara läsas
window-read-only-text = Registret ligger på en plats där det inte går att spara. Du kan se allt, men ändringar sparas inte.
window-disk-in-the-open = Disken som registret ligger på ser inte ut att vara krypterad: den som får tag i datorn kan läsa elevernas uppgifter. Kryptering slås på i datorns egna inställningar. Det här sägs bara en gång.
window-not-saved = inte sparat
window-save-copy-here = Spara en kopia här
window-open-failed = Inget program på datorn kunde öppna filen. Den ligger här: { $path }
place-overview = Översikt
place-classes = Klasser
place-students = Elever
place-schools = Skolor
place-certificates = Intyg
place-settings = Inställningar
action-import = Läs in en klasslista
action-import-short = Läs in
action-new-class = Ny klass
action-save = Spara
action-cancel = Avbryt
action-edit = Ändra
action-remove = Ta bort
action-undo = Ångra
action-undo-before = Ångra det som gjordes före
nothing-found = Sökningen gav inga träffar.
leave-title = Något är inte sparat
leave-text = Det du fyllt i går förlorat om du går härifrån nu.
leave-stay = Stanna kvar
leave-go = Gå utan att spara

welcome-text = Registret över klasser, elever, närvaro och intyg. Allt ligger på den här datorn.
welcome-new = Nytt register
welcome-new-text = Mallen för Socialt entreprenörskap i Dalarna följer med: länets skolor och en utbildning med 6 tillfällen à 90 minuter. Allt går att ändra sedan.
welcome-create = Skapa registret
welcome-join = Gå med i andras
welcome-join-text = Du har fått en inbjudan eller ett paket.
welcome-join-code = Kod
welcome-join-code-example = FM8J-2K9P-…
welcome-join-place = Mapp, adress eller paketfil
welcome-join-choose = Välj mapp …
welcome-join-do = Gå med
welcome-joining = Går med …
place-user = Användarnamn
place-password = Lösenord
welcome-open = Öppna ett register
welcome-choose = Välj fil …
welcome-path = eller skriv var filen ligger
welcome-sample = Prova först
welcome-sample-text = Ett exempel med 1 600 påhittade elever. Det rör inte ditt eget register.
welcome-try = Öppna exemplet

overview-empty-title = Börja med en klasslista
overview-empty-text = Läs in listan som skolan skickade, så läggs klassen, eleverna och de planerade tillfällena upp. Det tar mindre än en minut.
overview-of-target = av { $target } elever räknas
overview-completed = { $count } räknas
overview-started = { $count } har börjat men räknas inte
overview-enrolled = { $count } har inte börjat
overview-target-reached = Målet är nått.
overview-counts-toward = Räknas mot målet
overview-of = av { $target }
overview-since = sedan { $day }
overview-counts-today = räknas i dag
overview-booked = bokat
overview-missing = saknas
overview-expected = Väntas till { $day }
overview-likely = troligen { $low }–{ $high }
overview-needed = Behövs därtill
overview-nothing-needed = inget mer
overview-classes = { $count ->
        [one] 1 klass
       *[other] { $count } klasser
}
overview-begin-before = början före { $day }
overview-begin-late = borde ha börjat { $day }
overview-too-early = efter { $classes } klara klasser
overview-how-term = De klasser som är klara till { $day }, med samma andel som i de klasser som är klara i dag.
overview-are-enrolled = { $count } inskrivna
overview-have-started = { $count } har börjat
overview-show-all = Visa alla { $count }
overview-show-fewer = Visa färre
overview-good-to-know = Bra att veta
overview-to-log = { $count ->
        [one] 1 tillfälle att logga
       *[other] { $count } tillfällen att logga
}
overview-oldest = äldst { $class }, { $day }
overview-log = Logga { $class }
rule-short-share = räknas vid { $percent } % av minuterna
rule-short-sessions = { $count ->
        [one] räknas efter ett tillfälle
       *[other] räknas efter { $count } tillfällen
}
rule-short-minutes = räknas efter { $hours }
rule-short-started = räknas efter en gång
chart-today = i dag
chart-term-end = terminens slut
chart-expected = väntas
chart-since = { $figure } den { $day }
chart-school-year = Läsåret
chart-whole-time = Hela tiden
map-80 = minst 80 %
map-60 = 60–79 %
map-40 = 40–59 %
map-under = under 40 %
map-of-enrolled-short = räknas av inskrivna
overview-todo = Att göra
overview-nothing = Allt är gjort.
overview-overdue = Logga tillfälle { $number } för { $class }, { $day }
overview-overdue-more = { $count ->
    [one] Ett tillfälle till är inte loggat
   *[other] { $count } tillfällen till är inte loggade
}
overview-ready = { $count ->
    [one] Ett intyg att utfärda
   *[other] { $count } intyg att utfärda
}
overview-outdated = { $count ->
    [one] Uppgifterna har ändrats för ett intyg
   *[other] Uppgifterna har ändrats för { $count } intyg
}
overview-undated = { $count ->
    [one] En klass har tillfällen utan datum
   *[other] { $count } klasser har tillfällen utan datum
}
overview-no-longer = { $count ->
    [one] En elev kan inte längre nå gränsen
   *[other] { $count } elever kan inte längre nå gränsen
}
overview-conflicts = { $count ->
    [one] En uppgift har två svar
   *[other] { $count } uppgifter har flera svar
}
overview-missing-work = { $count ->
    [one] En medarbetares arbete saknas sedan { $since }
   *[other] { $count } medarbetares arbete saknas sedan { $since }
}
overview-own-classes = Enligt dina klasser. Det som hör till andra klasser syns inte här.
overview-municipalities = Kommuner
overview-no-students = inga elever

classes-search = Sök klass, skola
classes-all = Alla
classes-overdue = Att logga
classes-running = Pågår
classes-finished = Klara
classes-empty-title = Inga klasser än
classes-empty-text = En klasslista från skolan ger klassen, eleverna och tillfällena på en gång. Du kan också lägga till en klass för hand.
classes-name = Klass
classes-school = Skola
classes-term = Termin
classes-students = Elever
classes-sessions = Hållna
classes-completed = Räknas
classes-next = Nästa
classes-count = { $count ->
        [one] 1 klass
       *[other] { $count } klasser
}
classes-log = Logga { $number }
classes-number = Nr { $number }
classes-without-day = { $count } utan dag
classes-set-dates = Sätt datum
classes-plan = Lägg till tillfällen
keys-select = markera
keys-open = öppna
keys-search = sök
classes-held-of = { $held } av { $planned }
classes-not-logged = { $count ->
    [one] 1 ej loggat
   *[other] { $count } ej loggade
}
classes-former = { $count ->
    [one] En av dem har slutat.
   *[other] { $count } av dem har slutat.
}
classes-next-dated = Nr { $number }, { $day }
classes-undated = Utan datum
classes-done = Klar

class-attendance = Närvaro
class-students = Elever
class-sessions = Tillfällen
class-history = Historik
class-counts = { $students ->
    [one] En elev
   *[other] { $students } elever
}{ $former ->
    [0] {""}
    [one] {" "}(och en som har slutat)
   *[other] {" "}(och { $former } som har slutat)
}, { $completed ->
    [one] en räknas
   *[other] { $completed } räknas
}
class-log = Logga tillfälle { $number }
class-print = { $count ->
    [one] Utfärda ett intyg …
   *[other] Utfärda { $count } intyg …
}
class-roster = Närvarolista
class-nothing-to-do = Inget att göra just nu
class-no-students = Klassen har inga elever än.
class-add-placeholder = Namn på en elev som inte står i listan
class-add = Lägg till
class-add-guest = Ta med { $name } som gäst
class-is-guest = gäst
class-has-left = slutade { $day }
class-came = från { $day }
class-leave = Markera som slutat …
class-bad-term = Terminen går inte att tolka, skriv t.ex. HT26
class-create = Lägg till klassen
matrix-attended = Närvaro av { $planned }
matrix-verdict = Läge
matrix-to-log = att logga
matrix-present = Närvarande
matrix-with-late = med sena
matrix-average = { $hours } i snitt
matrix-counting = { $count } av { $students } räknas
mark-late-letter = S
matrix-name = Elev
matrix-no-date = inget datum
matrix-hint = Välj en ruta eller flera (Skift+pilar), skriv sedan. Enter eller höger musknapp öppnar en meny.
matrix-selected = { $count ->
        [one] 1 ruta vald
       *[other] { $count } rutor valda
}
matrix-menu = meny
matrix-digits = { $minutes } min: tryck S för sen
matrix-key-present = närvarande
matrix-key-late = sen
matrix-key-excused = giltig
matrix-key-unexcused = ogiltig
matrix-key-clear = töm
mark-present = N
mark-late = S { $minutes }
mark-excused = G
mark-unexcused = O

plan-all-title = Datum för alla planerade tillfällen
plan-first = Första dagen
plan-time = Tid
plan-place = Plats
plan-leader = Ledare
plan-skip = Hoppa över vecka
plan-all = Sätt datum
plan-all-hint = Ett tillfälle i veckan från den första dagen.
plan-bad-date = Datumet går inte att tolka, skriv t.ex. 1/9
plan-bad-time = Tiden går inte att tolka, skriv t.ex. 13:15
plan-add = Lägg till ett tillfälle
plan-shift = Flytta de följande lika mycket
session-held = hållet
session-planned = planerat
session-cancelled = inställt: { $reason }
session-log = Logga
session-log-again = Ändra loggen

log-title = Tillfälle { $number }, { $class }
log-hint = Alla är närvarande från början. Skriv början på ett namn: Enter ogiltig frånvaro, Skift+Enter giltig, minuter och Enter sen. Ctrl+Enter sparar.
log-typed = ”{ $letters }” – Enter ogiltig, Skift+Enter giltig, siffror för sen, Backsteg närvarande
log-several = ”{ $letters }” passar in på { $count }: skriv en bokstav till, eller välj med pilarna
log-late-typed = { $minutes } min sen – tryck Enter
log-key-unexcused = Ogiltig (Enter)
log-key-excused = Giltig (Skift+Enter)
log-key-late = Sen (minuter, Enter)
log-key-present = Närvarande (Backsteg)
log-guest = { $name } (gäst)
log-new = { $name } (ny i klassen)
log-take-guest = { $name }, gäst från en annan klass
log-take-new = { $name }, ny i klassen
log-take-note = { $name }: anteckna, så lägger en samordnare till
log-noted = också med: { $name }
log-date = Datum
log-minutes = Minuter
log-note = Anteckning
log-summary = { $present } närvarande, { $late ->
    [one] 1 sen
   *[other] { $late } sena
}, { $excused } giltig frånvaro, { $unexcused } ogiltig frånvaro
log-bad-date = Datumet går inte att tolka, skriv t.ex. 3/2
log-bad-minutes = Skriv ett antal minuter
log-save = Spara (Ctrl+Enter)
log-add = Lägg till någon som inte står i listan (+)
log-cancel = Ställ in tillfället …
log-call-off-title = Ställ in tillfälle { $number }
log-call-off-text = { $count ->
    [0] Ett inställt tillfälle räknas inte med i planen. Det går att ångra.
    [one] Ett inställt tillfälle räknas inte med i planen. Närvaromarkeringen som är sparad tas bort. Det går att ångra.
   *[other] Ett inställt tillfälle räknas inte med i planen. De { $count } närvaromarkeringar som är sparade tas bort. Det går att ångra.
}
log-call-off-draft = Det du har fyllt i här sparas inte.
log-call-off = Ställ in tillfället
log-not-off = Tillbaka
log-newcomer = Namn. Pilarna väljer, Enter lägger till
log-reason = Varför ställs det in?
log-anyway = Spara ändå

students-search = Sök elev, också utan å ä ö
students-all = Alla
students-count = Räknas
students-not-yet = Inte än
students-no-longer = Når inte gränsen
students-shown = { $count } visas
students-empty = Inga elever än. Läs in en klasslista.
students-name = Namn
students-class = Klass
students-attended = Närvarande
students-attended-of = { $attended } av { $planned }
students-verdict = Räknas
student-classes = Klasser
student-certificates = Intyg
student-no-certificates = Inga intyg än.
student-particulars = Uppgifter
student-given = Förnamn
student-family = Efternamn
student-birth-date = Födelsedatum
student-sex = Juridiskt kön
student-sex-unknown = okänt
student-sex-female = kvinna
student-sex-male = man
student-study-path = Studieväg
student-grade = Årskurs
student-bad-grade = Skriv 1, 2, 3 eller 4
student-email = E-post
student-protect = Skydda personuppgifterna …
student-protect-text = Namn, födelsedatum och e-post tas bort för gott. Det går inte att ångra. Säkerhetskopior har kvar dem tills de gallras.
student-alias = Alias
student-alias-free = annars nästa lediga, som Elev 17
student-confidential = Sekretessmarkering
student-protected-registration = Skyddad folkbokföring
student-is-protected = Skyddade personuppgifter
student-is-protected-text = Registret har bara ett alias.
student-is-erased = Gallrad
student-is-erased-text = Namn och andra personuppgifter är borttagna för gott. Närvaron finns kvar utan namn, så att summorna stämmer.
erasure-joined-title = { $count ->
        [one] En post till förlorar namnet: är det samma person?
       *[other] { $count } poster till förlorar namnet: är det samma person?
}
erasure-joined = { $name } har slagits ihop med { $remains } på en annan dator.
erasure-joined-by = { $name } har slagits ihop med { $remains } av { $person }.
erasure-joined-text = Är det två olika personer: avbryt, öppna eleven och välj Dela igen först. Ett namn som tagits bort kommer inte tillbaka.
erasure-joined-same = Ja, det är samma person
cli-joined-elsewhere = Fler skulle förlora namnet: { $who } Inget är ändrat. Är det samma person, lägg till --joined-too; annars dela dem först med ”student part”.
erasure-would-go = Det här tas bort för gott, ur registret, historiken och liggaren:
erasure-would-stay = Det här finns kvar:
erasure-goes = Borttaget
erasure-goes-text = Borttaget är namn, födelsedatum, e-postadress och kontrollvärde av personnummer, i registret och i dess historik. Ingen kan ta tillbaka det.
erasure-what = Uppgifter
erasure-count = Antal
erasure-students = { $count ->
    [one] elev
   *[other] elever
 }: namn, födelsedatum, e-postadress
erasure-persons = { $count ->
    [one] kontaktperson eller lärare
   *[other] kontaktpersoner, lärare och andra
 }: namn, e-postadress, telefon
erasure-certificates = intyg { $count ->
    [one] blir nummer utan namn: det kan
   *[other] blir nummer utan namn: de kan
 } kontrolleras men inte skrivas ut igen
erasure-texts = { $count ->
    [one] anteckning eller skäl i ord
   *[other] anteckningar och skäl i ord
 }
erasure-stays = Kvar
erasure-stays-text = Kvar är närvaro, skola, klass, termin, studieväg, årskurs och kön utan namn. Summor per skola, termin, kön och resultat är desamma som före gallringen; det är kontrollerat när den gjordes.
erasure-marks-stay = { $count ->
    [one] En närvaromarkering, utan namn
   *[other] { $count } närvaromarkeringar, utan namn
 }, och elevernas skola, klass, termin, studieväg, årskurs och kön. Alla summor är desamma.
erasure-kept-certificates = { $count ->
    [one] Ett intyg har namnet kvar, för att det måste bevaras.
   *[other] { $count } intyg har namnen kvar, för att de måste bevaras.
 }
erasure-elsewhere = { $count ->
    [one] En elev i klassen går också i en klass vars termin inte är slut, och är kvar med namn.
   *[other] { $count } elever i klassen går också i en klass vars termin inte är slut, och är kvar med namn.
 }
erasure-ongoing = Klassens termin är inte slut. Närvaro kan föras även sedan, men bara utan namn.
erasure-sex-unknown = kön okänt
erasure-holders = { $count ->
    [one] En säkerhetskopia i registrets mapp har namnen kvar.
   *[other] { $count } säkerhetskopior i registrets mapp har namnen kvar.
 }
erasure-no-holders = Ingen säkerhetskopia i registrets mapp har namnen kvar.
erasure-replaced = { $count ->
    [one] En säkerhetskopia är ersatt av en utan namnen.
   *[other] { $count } säkerhetskopior är ersatta av sådana utan namnen.
 }
erasure-backups-failed = Gallringen är gjord, men det som skulle göras efteråt gick inte: säkerhetskopior kan ha namnen kvar. Försök igen med: kursliggaren erase backups --yes
erasure-copies-elsewhere = Kopior som någon har sparat på annat håll, utskrifter och exporterade filer känner programmet inte till.
erasure-shared = Registret delas. Namnen försvinner hos de andra när de skickar och hämtar, och filerna på platsen som har dem byts ut. Den som synkar mappen kan ha krypterade kopior kvar i papperskorg och tidigare versioner.
erasure-record = Gallringsprotokoll
erasure-reference = Beslut
erasure-decided = Beslutsdatum
erasure-made = Gallrat
erasure-scope = Omfattning
erasure-change = Ändring
erasure-of-student = En elev
erasure-of-class = Klassen { $class }
erasure-of-all = Alla i programmet
erasure-signed = Underskrift
erasure-signed-text = Gallringen är gjord av: ______________________________     Datum: ______________
erasure-archive-name = Arkiv
erasure-sheet-entries = Övriga poster
erasure-sheet-words = Anteckningar
erasure-sheet-persons = Kontaktpersoner
erasure-word-note = Anteckning
erasure-word-reason = Skäl
erasure-word-signatory = Undertecknare
erasure-word-about = Gäller
erasure-word-text = Text
erasure-phone = Telefon
erasure-role = Roll
erasure-work = Gallrar personuppgifter
erasure-title = Gallra personuppgifter: { $name }
erasure-title-all = Gallra allas personuppgifter
erasure-final = Det här är slutgiltigt. Namnen kan inte tas tillbaka, inte med Ångra och inte ur en säkerhetskopia.
erasure-reference-label = Beslut (till exempel diarienummer)
erasure-keep-certificates = Låt utfärdade intyg ha namnen kvar, för att de måste bevaras
erasure-replace-backups = Ersätt säkerhetskopiorna med sådana utan namnen
erasure-archive = Spara först för arkivet …
erasure-do = Gallra för gott
erasure-save-record = Spara protokollet …
erasure-done = Personuppgifterna är borttagna för gott. Spara protokollet över gallringen; det har siffror men inga namn.
erasure-ask = Gallra personuppgifter …
erasure-ask-class = Gallra elevernas uppgifter …
erasure-ask-all = Gallra allas personuppgifter …
erasure-ask-all-text = När programmet är över och uppgifterna inte behövs längre. En elev gallras på elevens sida, en klass på klassens sida under Ändra. Säkerhetskopior där borttagna namn finns kvar kan ersättas av sådana utan.
erasure-clean-backups = Rensa säkerhetskopiorna från namn
erasure-list = Gallringar
student-lift-protection = Häv skyddet

schools-search = Sök skola eller kommun
schools-add = Lägg till en skola
schools-new-name = Skolans namn, tryck sedan Enter
schools-choose = Välj en skola till vänster.
schools-code = Skolenhetskod { $code }
schools-no-code = Ingen skolenhetskod
schools-students = { $count ->
    [one] en elev
   *[other] { $count } elever
}{ $former ->
    [0] {""}
   *[other] {" "}(+ { $former } som slutat)
}
schools-classes = Klasser
schools-no-classes = Inga klasser än.
schools-contacts = Kontaktpersoner
schools-add-contact = Lägg till en kontaktperson
contact-name = Namn
contact-role = Roll
contact-phone = Telefon

certificates-ready = Att utfärda
certificates-ledger = Liggaren
certificates-none = Inget intyg är klart att utfärda i klassen.
certificates-empty-title = Inga intyg att utfärda
certificates-empty-text = När elever har nått gränsen visas deras klass här.
certificates-are-ready = { $count } att utfärda
certificates-all-printed = { $count ->
    [one] 1 utfärdat
   *[other] { $count } utfärdade
}
certificates-print-class = Utfärda …
certificates-copies = Skriv ut kopior …
certificates-search = Sök nummer, namn, klass eller skola
certificates-print = Visa
certificates-reissue = Utfärda nytt …
certificates-revoke = Makulera
certificates-why = Varför makuleras { $serial }?
certificate-valid = gäller
certificate-replaced = ersatt av { $serial }
certificate-revoked = makulerat
certificate-outdated = namnet har ändrats
certificate-outdated-hours = närvaron har ändrats

import-path = Klasslistans fil, tryck sedan Enter
import-choose = Välj fil …
import-hint = Excel, CSV, text, OneRoster, SDS eller SS12000, precis som skolan skickade den; eller en närvarofil som har kommit tillbaka. Filen kan också släppas på fönstret, och kopierade rader klistras in. Personnummer läses för födelsedatum och kön och sparas inte.
import-sheet = Blad
import-school-needed = Välj skola
import-class = Klass
import-class-column = Står i listan
import-class-needed = till exempel SA26A
import-complete = Listan är fullständig: den som saknas har slutat
import-new-class = Ny klass { $class }: { $count ->
    [one] en elev
   *[other] { $count } elever
}
import-known-class = Klassen { $class } finns: { $count ->
    [one] en elev
   *[other] { $count } elever
} i listan
import-more = { $count ->
    [one] och en rad till
   *[other] och { $count } rader till
}
import-do = Läs in
column-ignored = (tas inte med)
column-given = Förnamn
column-family = Efternamn
column-full-name = Hela namnet
column-identity-number = Personnummer
column-birth-date = Födelsedatum
column-sex = Kön
column-school = Skola
column-class = Klass
column-grade = Årskurs
column-study-path = Studieväg
column-email = E-post
column-protection = Skydd
column-role = Roll
column-status = Status
column-active = Aktiv (ja/nej)
column-start-date = Startdatum
column-end-date = Slutdatum
column-person-key = Elevens id i skolans system
column-remark = Anmärkning

settings-computer = Den här datorn
settings-person = Vem som arbetar här
settings-role = Roll
role-coordinator = Samordnare
role-teacher = Lärare
role-lead = Projektledare
settings-language = Språk
settings-theme = Utseende
theme-system = System
theme-light = Ljust
theme-dark = Mörkt
theme-contrast = Hög kontrast
settings-programme = Programmet
settings-name = Programmets namn
settings-empty = Får inte vara tomt
settings-from = Första dagen
settings-to = Sista dagen
settings-partners = Partner, åtskilda med komma
settings-place = Ort på intyget
settings-signatory = Namn under intyget
settings-save-programme = Spara programmet
settings-course = Utbildningen
settings-course-name = Utbildningens namn
settings-target = Mål, antal elever
settings-bad-number = Skriv ett helt tal
settings-rule = Vem som räknas
rule-kind-share = Andel av tiden
rule-kind-sessions = Antal tillfällen
rule-kind-minutes = Antal minuter
rule-kind-started = En gång räcker
settings-rule-value = Gräns
settings-bad-rule = Ange ett tal mellan 1 och 100
settings-bad-count = Ange ett tal större än 0
settings-save-course = Spara utbildningen
settings-register = Registret
settings-no-backup = Ingen säkerhetskopia än.
settings-backup-text = En kopia görs automatiskt när programmet öppnas och stängs och före en inläsning.
settings-back-up = Säkerhetskopiera nu

## Vad man kan göra på kommandoraden

hint-past-certificates = Ångra det som gjordes före med --past-certificates.
hint-replace = Gör det ändå med --replace.
hint-anyway = Spara ändå med --anyway.
hint-as-new = Är det någon annan: kör igen med --as-new { $row }.
hint-font = På kommandoraden: ge det med --font FIL.
hint-clock-anyway = Är klockan rätt: kör igen med --anyway.

## Fönstret: tabeller, sökning, hjälp

window-find = Sök eller gör
table-columns = Kolumner
date-hint = 3/2 eller i dag
working = Arbetar …
place-sessions = Tillfällen
place-reports = Rapporter
place-history = Historik
wish-find = Sök elev, klass, skola eller något att göra
wish-help = Hjälp
wish-print = Skriv ut
wish-redo = Gör om
wish-filter = Sök i listan
wish-theme = Utseende: { $theme }
wish-swedish = Språk: svenska
wish-english = Språk: engelska
wish-quit = Avsluta
theme-contrast-dark = Hög kontrast, mörkt
finder-hint = Namn på en elev, klass eller skola, eller något att göra
finder-keys = Pilar väljer, Enter öppnar, Esc stänger.
facet-schools = Alla skolor
facet-terms = Alla terminer
facet-paths = Alla studievägar
facet-clear = Visa alla
together-selected = { $count ->
    [one] En elev vald
   *[other] { $count } elever valda
}
together-move = Flytta till klassen
together-path = Sätt studieväg
together-unselect = Avmarkera alla
together-none = Markera elever med Mellanslag eller i rutan före namnet för att flytta flera på en gång.
together-choose-class = Välj klass
together-choose-path = Välj studieväg
class-return = Är med igen …
class-exempt = Befria …
enrolment-leave-title = Markera att { $name } har slutat
enrolment-leave-text = Närvaron som är sparad finns kvar, och eleven står kvar i klassens lista.
enrolment-last-day = Sista dagen i klassen
enrolment-leave = Markera som slutat
enrolment-return-title = Ta in { $name } i klassen igen
enrolment-return-text = Under tiden däremellan väntas ingen närvaro av eleven.
enrolment-back-on = Första dagen igen
enrolment-return = Ta in igen
enrolment-move-title = { $count ->
    [one] Flytta en elev till { $class }
   *[other] Flytta { $count } elever till { $class }
}
enrolment-move-text = Den dagen slutar eleven i den gamla klassen och börjar i den nya. Närvaron följer med.
enrolment-first-day = Första dagen i den nya klassen
exempt-title = Befria { $name } från tidigare tillfällen
exempt-text = De hölls innan eleven började i klassen. Befriad tid räknas inte med i det som eleven ska ha varit med på, men inte heller som närvaro. Det framgår av intyget.
exempt-session = Tillfälle { $number }, { $day }
exempt-session-done = Tillfälle { $number }, { $day } (befriad)
exempt-reason = Varför
exempt-do = Befria
exempt-take-back = Ta tillbaka befrielsen
class-edit = Ändra klassen
class-remove = Ta bort klassen
matrix-rest = resten närvarande
matrix-rest-hint = Alla som gick i klassen den dagen och saknar markering blir närvarande
matrix-exempt = befriad
matrix-announced = anmäld
matrix-minutes = Hur många minuter sen? Tryck sedan Enter
matrix-plan-again = Tillfälle { $number } har inga markeringar kvar. Ska det vara planerat igen?
session-plan-again = Gör planerat igen
session-remove = Ta bort tillfället
matrix-stays-held = Det har hållits
matrix-was-held = Ja, det hölls
matrix-log-instead = Logga det i stället
matrix-held-then = Tillfälle { $number } är inte loggat. Hölls det den { $day }?
matrix-held-when = Tillfälle { $number } är inte loggat. Vilken dag hölls det?
matrix-held-several = Tillfällena { $numbers } är inte loggade. Hölls de på sina planerade dagar?
menu-present = Närvarande
menu-late = Sen …
menu-excused = Giltig frånvaro
menu-unexcused = Ogiltig frånvaro
menu-clear = Töm
menu-rest = Resten närvarande
menu-announce = Har anmält frånvaro
menu-not-announced = Ta bort anmäld frånvaro
candidate-ready = klar för intyg
candidate-issued = { $serial }, { $day }
ledger-serial = Nummer
ledger-issued = Utfärdat
ledger-valid = Gäller
ledger-outdated = Uppgifterna har ändrats
ledger-no-longer = Gäller inte
ledger-empty = Inga intyg är utfärdade än.
schools-all = Alla skolor
schools-name = Skolans namn
schools-unit-code = Skolenhetskod
schools-bad-code = Åtta siffror
schools-aliases = Andra namn, åtskilda med komma
welcome-gone = Registret som var öppet senast finns inte längre på sin plats: { $path }. Har det flyttats, öppna det där det ligger nu.
welcome-again = Försök igen
welcome-clock-right = Klockan är rätt, öppna ändå

sessions-search = Sök klass, skola eller plats
sessions-week = Vecka
sessions-overdue = Ej loggade
sessions-coming = Kommande
sessions-week-of = Vecka { $week }: { $from } – { $to } { $year }
sessions-earlier = Veckan före
sessions-later = Veckan efter
sessions-this-week = Den här veckan
sessions-none-week = Inga tillfällen den här veckan.
sessions-none-overdue = Alla tillfällen är loggade.
sessions-none-coming = Inga tillfällen har fått datum.
sessions-state = Läge
sessions-number = Nr
sessions-not-logged = ej loggat
sessions-held-partly = { $reported } av { $expected } rapporterade
sessions-calendar = Spara som kalender
sessions-calendar-file = tillfallen
calendar-summary = { $class }, tillfälle { $number }

reports-day = Till och med
reports-day-to-come = Dagen ligger i framtiden. Prognosen står på översikten.
reports-save = Spara tabellen
reports-file = lage-{ $day }
reports-municipality = Kommun
reports-year = Läsår
reports-completed = Räknas
reports-started = Har börjat
reports-enrolled = Inskrivna
reports-share = Andel som räknas
reports-all = Alla

history-search = Sök i historiken
history-count = { $count } ändringar
history-hint = Tryck Enter för att återgå till läget före ändringen.
history-back = Återgå till läget före
back-title = Gå tillbaka till läget före ändringen
back-text = Ändringen och allt som gjordes efter den tas tillbaka i ett enda steg. Det går att ångra med Ctrl+Z.
back-taken = { $count ->
    [0] Inget att ta tillbaka
    [one] En ändring tas tillbaka
   *[other] { $count } ändringar tas tillbaka
}
back-kept = { $count ->
    [one] En ändring står kvar
   *[other] { $count } ändringar står kvar
}
back-more = och { $count } till
back-do = Gå tillbaka
back-alone = Ångra bara den här ändringen
back-in-the-way = Den kan inte ångras ensam: det här gjordes senare och bygger på den.

save-title = Spara som
save-text = Skriv var filen ska ligga, eller välj plats.
save-choose = Välj plats …
save-exists = Det finns redan en fil med det namnet.
save-replace = Ersätt den
save-done = Sparat: { $path }

settings-who = Vem som arbetar här
settings-person-text = Namnet står vid allt som görs från och med nu.
settings-role-text = Rollen avgör var programmet börjar första gången: lärare i klasserna, andra på översikten.
settings-font = Bokstäver på papper
settings-font-file = Typsnitt för andra skrifter
settings-font-own = Datorns egna typsnitt
settings-font-use-own = Använd datorns egna
settings-font-text = Latinska, grekiska, kyrilliska, arabiska och hebreiska bokstäver har programmet själv. Andra, till exempel kinesiska och thailändska, tas från en fil som du väljer eller från datorns egna typsnitt.
font-unreadable = { $path } går inte att läsa. Inget har ändrats.
font-not-a-font = { $path } är inget typsnitt som kan tryckas. Välj en fil som slutar på .ttf, .otf eller .ttc. Inget har ändrats.
font-not-allowed = { $path } får inte bäddas in i andra filer, enligt den som gjort typsnittet. Välj ett annat. Inget har ändrats.
settings-looks = Hur det ser ut
settings-text-size = Storlek
settings-renderer = Grafik
settings-renderer-text = Gäller från nästa start. Välj processorn om fönstret blinkar eller är tomt.
renderer-automatic = Automatiskt
renderer-graphics = Grafikkortet
renderer-processor = Processorn
settings-backwards = Slutar innan det börjar
settings-history = Registrets historik
settings-history-text = Allt som har gjorts. Härifrån går det att återgå till ett tidigare läge.
settings-check = Kontrollera registret
settings-check-text = Läser hela filen och jämför tabellerna med journalen. Inget ändras.
settings-check-ok = Registret är helt. Alla ändringar i journalen ({ $changes }) stämmer med tabellerna.
settings-change-register = Byt register
settings-change-register-text = Går till startsidan, där du öppnar ett annat register eller skapar ett nytt.
settings-backups = Säkerhetskopior
settings-more-backups = och { $count } äldre
settings-look = Visa innehållet
settings-backup-holds = Klasser: { $classes }, elever: { $students }, närvaromarkeringar: { $marks }, intyg: { $certificates }. Senast ändrad { $day }.
settings-restore-text = Registret som det är nu sparas först som en egen kopia.
settings-restore = Återställ den här kopian

help-title = Hjälp
help-search = Sök i hjälpen
help-keys = Tangenter
help-everywhere = Överallt
key-tab = Tabb, Skift+Tabb
key-tab-what = nästa och förra fältet, knappen eller listan
key-arrows = Pilar
key-arrows-what = i listor, flikar, val och närvarotabellen
key-enter = Enter
key-enter-what = öppnar raden, trycker på knappen
key-escape-what = stänger, eller går tillbaka
key-places = platserna till vänster
key-letters = Bokstäver
key-letters-what = hoppar till en elev: början på namnet
key-log-enter = ogiltig frånvaro
key-shift-enter = Skift+Enter
key-log-shift-enter = giltig frånvaro
key-minutes = Siffror, Enter
key-log-minutes = sen så många minuter
key-backspace = Backsteg
key-log-backspace = närvarande igen
key-log-plus = lägger till någon som inte står i listan
key-marks = N S G O
key-marks-what = närvarande, sen (minuterna först), giltig, ogiltig
key-space = Mellanslag
key-matrix-space = nästa markering
key-matrix-zero = tömmer
key-matrix-all = resten är närvarande
key-select = väljer eleven
key-shift-arrows = Skift+pilar
key-select-range = väljer flera i rad
key-select-all = väljer alla
key-history = återgår till läget före ändringen
work-import = Läser in listan
work-backup = Säkerhetskopierar
work-check = Kontrollerar registret
work-certificates = Gör intygen
work-stopping = Avbryter …
sample-leave = Exempel: byt register
wish-change-register = Byt register
facet-classes = Alla klasser
key-print-class = skriver ut för den valda klassen, eller den första som är klar
key-save-class = sparar den klassens intyg som PDF

# Checking certificates
help-certificates-bilingual = Svenska med engelska under
help-roster-session = Bara det tillfället, med plats för underskrift, ankomst och anteckning
help-verify = Kontrollera intyg
help-verify-what = En PDF, en bild av koden, eller koden själv
verify-valid = Nr { $serial } gäller.
verify-differs = Gäller inte: intyget { $serial } finns, men koden säger något annat än registret.
verify-lost-key = Nr { $serial } kan inte bekräftas: koden är signerad med en nyckel som har förlorats, och liggaren har inget som bekräftar det som står i den. Fråga den som utfärdade det.
verify-replaced = Nr { $serial } är äkta men ersatt av nr { $by }.
verify-revoked = Nr { $serial } är äkta men makulerat den { $date }.
verify-unknown = Nr { $serial } är signerat av det här registret men står inte i dess liggare. Det kan ha utfärdats på en annan dator.
verify-unknown-key = Koden är signerad med en nyckel som det här registret inte känner. Fråga den som utfärdade intyget.
verify-wrong-signature = Koden stämmer inte: något i den har ändrats. Intyget är inte äkta.
verify-not-a-code = Det är ingen hel kod från Kursliggaren.
verify-newer = Koden är gjord av en nyare version av Kursliggaren. Uppdatera programmet för att kontrollera den.
verify-claims = { $kind } för { $name }: { $course }, { $attended } av { $planned }, utfärdat den { $date } av { $issuer }
verify-limits = Kontrollen görs på den här datorn: den vet inte om intyget har makulerats på en annan, eller om den som visar det är den som står på det. Jämför med det som står på papperet.
verify-no-code = Det finns ingen kod i { $path }. Prova med en rakare och skarpare bild av koden.
verify-given-up = { $path } har så mycket som liknar koder att sökningen avbröts. Fotografera ett intyg i taget, rakt ovanifrån.
verify-contradicted = I { $path } stämmer inte filens dolda beskrivning med koden som syns på sidan. Filen kan ha ändrats: läs av koden på papperet i stället.
verify-unreadable = { $path } är varken en PDF eller en bild som kan läsas. Inget har ändrats.
verify-too-large = { $path } är för stor (högst 64 MB).
help-verify-key = Den publicerade nyckeln, i stället för registrets (64 tecken)
cli-bad-key = ”{ $text }” är ingen nyckel: den har 64 tecken, 0–9 och a–f. Inget har kontrollerats.
verify-genuine = Nr { $serial } är äkta. Om det har ersatts eller makulerats sedan dess vet bara den som utfärdade det.

# How certificates look
design-looks = Utseende
design-layout = Uppställning
design-layout-classic = Liggande
design-layout-plain = Stående
design-layout-listed = Med tillfällen
design-hue = Färg
design-hue-red = Faluröd
design-hue-green = Grangrön
design-hue-blue = Sjöblå
design-hue-ink = Svart
design-language = Språk på nya intyg
design-swedish = Svenska
design-english = Engelska
design-both = Båda
design-texts = Texter
design-participation = Deltagarintyg
design-attendance = Närvarointyg
design-line-title = Rubrik
design-line-lead = Före namnet
design-line-deed = Efter namnet
design-line-details = Under utbildningen
design-line-more = Nästa rad
design-fields = Det här fylls i på varje intyg: { $fields }
design-standard = Återställ programmets egna texter
design-signing = Underskrift
design-signatory-title = Titel
design-signature-there = Underskriften trycks som bild.
design-signature-line = En linje lämnas för underskriften.
design-file-name = Filnamn: { "{" }nr{ "}" }, { "{" }klass{ "}" }, { "{" }elev{ "}" }, { "{" }skola{ "}" }
design-bad-file-name = Skriv med orden inom klamrar, till exempel { "{" }klass{ "}" } { "{" }elev{ "}" } { "{" }nr{ "}" }
design-pictures = Logotyper och underskrift
design-logo-name = Vems logotypen är
design-earlier = Tidigare
design-path = Bildfil (PNG, JPEG eller SVG, högst 2 MB)
design-add-logo = Lägg till logotyp
design-add-signature = Använd som underskrift
design-picture-large = { $path } är för stor: högst 2 MB. Gör bilden mindre och försök igen.
design-picture-unreadable = { $path } är ingen PNG, JPEG eller SVG som kan läsas. Inget har ändrats.
design-picture-intricate = { $path } har effekter (filter) eller är mer invecklad än en logotyp behöver vara. Spara den som PNG och försök igen. Inget har ändrats.
design-preview = Så här blir intyget
design-preview-text = Det gäller intyg som utfärdas från och med nu. De som redan är utfärdade ser ut som de gjorde.
design-save = Spara utseendet
design-example-name = Alva Exempelsson
design-example-school = Lugnetgymnasiet
design-key = Nyckel för kontroll
design-key-text = Varje intyg bär en kod som är signerad med registrets nyckel. Med nyckeln här kan vem som helst kontrollera koden utan nät. Lägg ut den, eller kontrollsidan, där folk hittar den.
design-copy-key = Kopiera nyckeln
design-save-page = Spara kontrollsidan
design-page-file = kontrollera-intyg.html
design-replace-key = Byt nyckel
design-replace-ask = Är bytet en rutin gäller allt som den gamla nyckeln har signerat som förut. Har någon annan kunnat komma åt nyckeln är den förlorad: då gäller dess intyg bara där liggaren säger detsamma. Nyckeln och kontrollsidan behöver läggas ut på nytt.
design-replace-routine = Byt som rutin
design-replace-lost = Den är förlorad, byt
template-unknown-field = Det finns inget som heter { "{" }{ $name }{ "}" }. Välj bland orden under fälten.
template-lone-brace = Klamrarna hör ihop två och två, som i { "{" }elev{ "}" }.
template-too-long = Texten är för lång: högst { $most } tecken.

verify-title = Kontrollera intyg
verify-text = Se om ett intyg är äkta och om det fortfarande gäller. Klistra in koden, eller välj intyget som PDF eller en bild av koden.
verify-what = Kod, eller var filen ligger
verify-check = Kontrollera
verify-choose = Välj fil …
verify-student = Visa eleven
action-close = Stäng
action-show-in-folder = Visa i mappen
wish-print-everything = Utfärda alla nya intyg …
wish-print-other-words = Skriv ut alla intyg
skip-letters = bokstäver som inget typsnitt här har: { $letters }
refusal-unprintable = Namnet har bokstäver som inget typsnitt här har: { $letters }. Inget intyg har skrivits. Ett typsnitt som har dem väljs under Inställningar, Den här datorn.
print-letters-hint = Välj ett typsnitt som har bokstäverna under Inställningar, Den här datorn.
print-title = Utfärda intyg: { $name }
print-file-name = intyg { $name }
print-new = { $count } nya
print-copies-too = Alla { $count }, även kopior
print-which = Vilka
print-way = Vart
print-way-open = Öppna
print-way-printer = Skrivare
print-way-file = En fil
print-way-files = En fil per elev
print-way-open-text = Sidorna öppnas i datorns program för PDF och skrivs ut därifrån.
print-no-printers = Inga skrivare hittades. Öppna sidorna och skriv ut dem därifrån.
print-path-file = Var filen sparas
print-path-folder = I vilken mapp filerna sparas
print-issue = { $count ->
    [one] Utfärda ett intyg
   *[other] Utfärda { $count } intyg
}
print-issue-and-copies = Utfärda { $count } och { $copies ->
    [one] skriv ut en kopia
   *[other] skriv ut { $copies } kopior
}
print-copies = { $count ->
    [0] Utfärda
    [one] Skriv ut en kopia
   *[other] Skriv ut { $count } kopior
}
print-copies-as-issued = Kopior är som de utfärdades, på sitt eget språk.
print-without-given = { $count ->
    [one] Ett intyg saknar förnamn: { $names }
   *[other] { $count } intyg saknar förnamn: { $names }
}
print-sessions-left-out = { $count ->
    [one] På ett intyg ryms inte alla tillfällen i den valda uppställningen; tid och period står där ändå. Uppställningen Med tillfällen rymmer fler.
   *[other] På { $count } intyg ryms inte alla tillfällen i den valda uppställningen; tid och period står där ändå. Uppställningen Med tillfällen rymmer fler.
}
print-without-emoji = { $count ->
    [one] Ett namn har emoji. De kan inte tryckas och utelämnas på intyget; registret behåller dem.
   *[other] { $count } namn har emoji. De kan inte tryckas och utelämnas på intygen; registret behåller dem.
}
print-sent = Skickat till { $printer }.
print-not-sent = Skrivaren tog inte emot sidorna. Intygen är utfärdade, och filen ligger här: { $path }
print-saved = { $count ->
    [one] En fil är sparad: { $path }
   *[other] { $count } filer är sparade i { $path }
}
print-page = { $page } av { $pages }: { $name }
print-earlier = Föregående sida
print-later = Nästa sida
print-skipped = { $count } får inget intyg nu
print-ledger-true = Det som hann utfärdas står i liggaren och kan skrivas ut som kopior.

# Other papers
class-summary = Sammanställning
class-cover = Försättsblad
plan-list = Lista
student-issue = Utfärda deltagarintyg …
student-issue-attendance = Utfärda närvarointyg …
student-name-on-paper = Namnet som ska stå på intyget
student-name-on-paper-text = Namnet trycks på den här sidan och sparas ingenstans: liggaren och koden har bara alias. Spara filen där ingen annan kommer åt den, och ta bort den när den är utskriven.
student-print-named = Spara sidan
extract-title = Registerutdrag
extract-intro = Det här är allt som registret har om { $name }, med undantag för säkerhetskopior, som gallras av sig själva.
extract-who = Vem
extract-protection = Skydd
extract-protection-none = inget
extract-id = Beteckning i registret
extract-counted = Hur närvaron räknas
extract-present = närvarande
extract-late = sen
extract-excused = giltig frånvaro
extract-unexcused = ogiltig frånvaro
extract-cancelled = inställt
extract-unreported = ej rapporterat
extract-code = Kod på { $serial }
extract-when = När
extract-what = Vad som gjordes
extract-not-kept = Det som inte finns
extract-not-kept-text = Registret sparar inget personnummer, ingen adress och inga betyg. Frånvaro sparas utan skäl, bara som giltig eller ogiltig. Är något fel, säg till den som ansvarar för registret, så rättas det.
sex-female-one = kvinna
sex-male-one = man
summary-title = Sammanställning { $class }
summary-foot = Utskriven { $date }
summary-counting = Räknas
summary-attended = Närvaro
summary-planned = Planerat
summary-there = Närvarande
cover-title = Intyg för { $class }
cover-text = { $count ->
    [one] Här är 1 intyg i { $course }. Stäm av det mot listan och lämna det till eleven.
   *[other] Här är { $count } intyg i { $course }. Stäm av dem mot listan och lämna dem till eleverna.
  }
cover-handed = Lämnat av, datum
cover-received = Mottaget av, datum
finder-session = Logga tillfälle { $number } för { $class }
change-rule-changed = ändrade vem som räknas i { $course }, från ”{ $from }” till ”{ $to }”
change-students-joined = slog ihop två elever till en: { $student }
change-students-told-apart = markerade att { $student } och en namne är olika personer
change-report-kept = sparade en rapport bland de bevarade
change-report-removed = tog bort en bevarad rapport
refusal-born-on-other-days = De två eleverna har olika födelsedatum och kan inte vara samma person. Inget är ändrat. Rätta födelsedatumet först om det är fel.
refusal-nothing-known-then = Registret visste inget den { $day }: det påbörjades den { $begun }. Välj en senare dag.
outlook-classes = { $classes ->
    [one] en klass med { $size } elever
   *[other] { $classes } klasser med { $size } elever
}
outlook-or = eller
outlook-need = Utöver de bokade klasserna behövs ungefär { $classes }.
outlook-begin-by = De måste börja senast den { $day }; en klass tar i regel { $weeks ->
    [one] en vecka
   *[other] { $weeks } veckor
}.
outlook-too-late = De hade behövt börja senast den { $day }; en klass tar i regel { $weeks ->
    [one] en vecka
   *[other] { $weeks } veckor
}.
help-progress-known-at = Som registret såg ut vid slutet av denna dag
cli-progress-known-at = Så som registret såg ut den { $date }.

### Diagram
chart-students = elever
chart-completed = fullföljt
chart-started = påbörjat
chart-enrolled = inskrivna
chart-pace = takt som krävs
chart-forecast = väntat, med 80 % sannolikhet

### Siffror
measure-enrolled = Inskrivna
measure-started = Påbörjat
measure-completed = Fullföljt
measure-only-started = Har börjat men räknas inte
measure-not-started = Inte börjat
measure-no-longer = Kan inte längre nå gränsen
measure-one-session-left = Ett tillfälle från att räknas
measure-outside = Räknas inte mot målet
figure-since = från { $day }
figure-as-of = till och med { $day }
behind-duplicates = Möjliga dubbletter: öppna en elev och avgör om det är samma person
behind-to-decide = Skyddade elever som räknas: intyget skrivs ut från elevens sida
behind-clear = Visa alla

### Översikt
overview-over-time = Över tid
overview-unplanned = { $count ->
    [one] En klass har inga tillfällen
   *[other] { $count } klasser har inga tillfällen
}
overview-to-decide = { $count ->
    [one] En skyddad elev räknas och saknar intyg
   *[other] { $count } skyddade elever räknas och saknar intyg
}
overview-duplicates = { $count ->
    [one] En möjlig dubblett
   *[other] { $count } möjliga dubbletter
}
overview-today = i dag
overview-days-old = { $days ->
    [one] i går
   *[other] { $days } dagar sen
}
chart-as-table = Visa som tabell
chart-as-chart = Visa som diagram
chart-as-map = Visa som karta
chart-week = Vecka
chart-week-of = Vecka { $week }, till och med { $day }
chart-hint = Peka, eller använd pilarna, för att läsa av. Tryck för att se eleverna.
map-hint = Färgen är andelen av de inskrivna som har fullföljt. Tryck på en ruta för att se eleverna.
map-hint-target = Färgen är andelen av kommunens mål som är nådd. Tryck på en ruta för att se eleverna.
map-of-enrolled = Av de inskrivna
map-of-target = Av målet
map-of = { $completed } av { $whole }
map-nobody = inga än
map-target = mål
classes-unplanned = Utan tillfällen
chart-target = mål { $target }

### Möjliga dubbletter, att ta igen
namesakes-title = Möjliga dubbletter
namesakes-text = Slås de ihop räknas eleven en gång, med närvaron från båda.
namesake-same = Samma person
namesake-other = Inte samma person
namesake-born = född { $day }
namesake-born-unknown = födelsedatum saknas
rescue-minutes = { $missing } saknas för att nå gränsen.
rescue-sessions = { $count ->
    [one] Ett tillfälle saknas för att nå gränsen.
   *[other] { $count } tillfällen saknas för att nå gränsen.
}
rescue-nothing = Ingen annan klass har ett kommande tillfälle att ta igen det på. Planera ett, så kan eleven vara med som gäst.
rescue-chances = Det kan tas igen som gäst:
rescue-chance = Tillfälle { $number } i { $class }, { $school }, { $day }

### Mål och regel
settings-upper-secondary-only = Bara gymnasieelever räknas mot målet
settings-exemptions = Den som börjar sent får befrias från tidigare tillfällen
settings-municipal-show = Mål per kommun
settings-municipal-hide = Dölj målen per kommun
settings-municipal-sum = { $count ->
    [0] inga satta
    [one] ett satt: { $sum }
   *[other] { $count } satta, tillsammans { $sum }
}
settings-rule-effect = Med den nya regeln räknas { $then } i stället för { $now }: { $gained } börjar räknas, { $lost } räknas inte längre.
settings-rule-gained = börjar räknas
settings-rule-lost = räknas inte längre

### Rapporten
report-title = Lägesrapport
report-file = lagesrapport { $day }
report-file-in-full = innehaller sma tal
report-programme = Program
report-period = Period
report-as-of = Till och med
report-known = Uppgifterna
report-known-now = så som registret såg ut den { $day }, då rapporten gjordes
report-known-at = så som registret såg ut vid slutet av den { $day }
report-small = Små tal
report-small-told = innehåller små tal – endast för eget arbete
report-small-hidden = tal under 5 visas som ..
report-all = alla
report-whole = Läget
report-at-end = Vid periodens slut
report-in-period = Nya under perioden
report-month = Månad
report-by = Uppdelning
report-row = Rad
report-definitions = Så räknas
report-define-enrolled = Inskrivna är alla som har varit i en klass i utbildningen, också de som har slutat.
report-define-started = Påbörjat har den som har varit med på minst ett tillfälle under programmets period.
report-define-completed = Fullföljt har den som räknas. { $rule } Bara tillfällen som har hållits ger närvaro; sen ankomst dras av, frånvaro räknas inte.
report-define-rows = Varje elev räknas en gång och står på en rad i varje tabell: den klass som gör att eleven räknas, annars den med mest närvaro, annars den senaste. Kommunen är skolans.
report-define-hidden = Tal under 5 är utbytta mot .. för att ingen ska kunna pekas ut, liksom tal som skiljer sig med färre än 5 från ett annat på samma rad, och fler tal med dem så att de inte kan räknas fram ur summorna. Noll visas bara där ingen är inskriven eller ingen har börjat.
report-define-differences-told = Tal under 5 är utbytta mot .. för att ingen ska kunna pekas ut, och fler tal med dem så att de inte kan räknas fram ur summorna. Skillnaden mellan två tal på samma rad kan vara mindre än 5. Noll visas bara där ingen är inskriven eller ingen har börjat.
report-define-in-full = Alla tal visas, också de små. Lämna inte ut den här filen.
report-chart-alternative = Diagram: { $completed } av { $target } elever hade fullföljt den { $day }. Talen står i tabellen under.
report-bars-alternative = Staplar efter { $by }: inskrivna, och därav fullföljt. Talen står i tabellen under.

### Export
export-unit-code = Skolenhetskod
export-attended = Närvarominuter
export-planned = Planerade minuter
export-protected = Skyddade personuppgifter
export-yes = ja
export-id = Id
export-session = Tillfälle
export-date = Datum
export-time = Tid
export-student = Elev
export-mark = Närvaro
export-minutes = Minuter
export-present = närvarande
export-late = sen
export-excused = giltig frånvaro
export-unexcused = ogiltig frånvaro
export-attendance = Närvaro
export-place = Plats
export-leader = Ledare
export-there = Närvarande
export-students = Elever

### Kommandona report och export
help-report = Gör en lägesrapport
help-report-out = Fil att spara; filändelsen avgör formatet
help-report-from = Periodens första dag; annars programmets
help-report-to = Periodens sista dag; annars i dag
help-report-course = Utbildning; annars den första
help-report-by = Dela upp efter; kan anges flera gånger
help-report-known-at = Som registret såg ut vid slutet av denna dag
help-report-in-full = Visa också små tal, för eget arbete
help-report-differences = Visa också små skillnader mellan inskrivna, påbörjade och fullföljda
help-report-plain = Kommatecken och decimalpunkt i .csv
help-report-keep = Bevara rapporten i registret
help-export = Spara en tabell för andra program
help-export-what = Vad: students (elever), attendance (närvaro) eller sessions (tillfällen)
help-export-out = Fil att spara; .ics bara för tillfällen
help-export-plain = Kommatecken och decimalpunkt i .csv
cli-bad-ending = { $path } har en filändelse som inte kan användas här. Inget är sparat. Exporter sparas som .xlsx, .csv eller .ics, rapporter som .pdf, .xlsx eller .csv.

### Rapporter
reports-figures = Läget
reports-gaps = Luckor
reports-report = Rapport
reports-export = Export
reports-up-to = Till och med { $day }:
reports-of-target = av målet { $target } räknas
reports-have-started = har börjat
reports-are-enrolled = är inskrivna
gaps-students = Elever
gaps-one-left = { $count ->
    [one] elev är ett tillfälle från att räknas.
   *[other] elever är ett tillfälle från att räknas.
}
gaps-no-longer = { $count ->
    [one] elev kan inte längre nå gränsen.
   *[other] elever kan inte längre nå gränsen.
}
gaps-students-text = På elevens sida står vad som saknas, och var det kan tas igen.
gaps-classes = Klasser under gränsen ({ $count })
gaps-classes-text = Klasser där närvaron hittills är lägre än gränsen för att räknas.
gaps-no-classes = Ingen klass ligger under gränsen.
gaps-class = { $attended } närvaro, gränsen är { $line }. { $school }
gaps-class-lost = { $count } av { $students } kan inte längre nå gränsen
gaps-schools = Skolor utan klass ({ $count })
gaps-no-schools = Alla gymnasieskolor har en klass.
export-working = Skriver tabellen
export-text = Tabellerna innehåller personuppgifter. Spara dem där ingen annan kommer åt dem.
export-students-text = Alla elever med klass, skola, närvaro och om de räknas. Kan läsas in igen.
export-attendance-text = En rad för varje elev och hållet tillfälle.
export-sessions-text = Alla tillfällen med tid, plats och antal närvarande.
export-xlsx = Excel
export-csv = CSV för svenska Excel
export-csv-plain = CSV, kommatecken
export-ics = Kalender
export-students-file = elever
export-attendance-file = narvaro
export-sessions-file = tillfallen
report-working = Gör rapporten
report-from = Från
report-to = Till och med
report-breakdowns = Uppdelningar
report-known-field = Så som registret såg ut
report-known-hint = Lämna tomt för dagens uppgifter. Ange en dag för att få samma siffror som då.
report-in-full = Visa också små tal
report-differences = Visa också små skillnader mellan kolumner
report-keep = Bevara rapporten i registret
report-pdf = Spara som PDF
report-page-before = Förra sidan
report-page-after = Nästa sida
report-kept-title = Bevarade rapporter
report-kept-none = Inga än. En bevarad rapport öppnas precis som den var.
report-kept-about = { $course }, { $period }. Gjord den { $day }.
report-open = Öppna
report-save-copy = Spara en kopia
report-remove = Ta bort
export-class-path = Klassens inriktning

### Intag: närvarofiler, dubbletter

change-attendance-returned = läste in en närvarofil för { $class }: { $marks ->
    [one] en markering
   *[other] { $marks } markeringar
}
change-digests-kept = valde att dubbletter får hittas med personnummer
change-digests-gone = valde att dubbletter inte hittas med personnummer
change-students-parted = delade på { $student } och en elev som hade slagits ihop
refusal-file-of-other-register = Närvarofilen hör till ett annat register. Inget är ändrat. Öppna det registret, eller gör en ny fil här.
intake-not-an-attendance-file = Filen är ingen närvarofil från Kursliggaren. Är den sparad i ett annat format, öppna den i Excel, spara den som .xlsx och försök igen. Registret är orört.
intake-attendance-file = Filen är en närvarofil, ingen klasslista. Registret är orört. Läs in den i fönstret med Ctrl+I, eller med kommandot attendance-file.
intake-newer-attendance-file = Närvarofilen är gjord av en nyare version av Kursliggaren. Registret är orört. Uppdatera programmet.
intake-edited-codes = Närvarofilens dolda koder har ändrats, så det går inte att veta vem som är vem. Registret är orört. Gör en ny fil och för över markeringarna.
row-other-school = Raden gäller en annan skola. Välj den skolan för att läsa in raden.
attendance-file-sheet = Närvaro
attendance-file-title = Närvaro { $class }, { $school }, { $term }
attendance-file-marks = N närvarande · S sen (skriv minuter bredvid) · G giltig frånvaro · O ogiltig frånvaro · tomt: inte rapporterat
attendance-file-how = Fyll i dag och markeringar, spara och skicka tillbaka filen. Saknas någon? Skriv namnet längst ned, så ser den som läser in filen det och lägger till eleven.
attendance-file-student = Elev
attendance-file-day = Dag
attendance-file-session = Tillfälle { $number }
attendance-file-mark = Närvaro
attendance-file-late = Min
attendance-file-wrong = Det går inte
attendance-file-marks-short = Välj N, S, G eller O, eller lämna tomt.
attendance-file-minutes = Skriv minuter, 0 till { $most }.
cell-unknown-mark = markeringen är ingen av N, S, G och O
cell-no-minutes = S behöver minuter bredvid
cell-minutes-without-late = minuter hör bara till S: eleven kan inte vara både i tid och sen
cell-bad-minutes = minuterna är inget tal, eller fler än tillfället har
cell-bad-day = dagen går inte att tolka, skriv t.ex. 3/2
cell-new-student = en elev som inte står i klassen: lägg till eleven för hand
cell-other-name = Där står { $written }, men raden gjordes för { $student }: raderna kan ha sorterats utan den dolda första kolumnen, eller någon har skrivit över namnet. Inget av raden läses in.
namesake-why = { $why } ({ $score } % sannolikt)
namesake-compare = Vad är rätt?
namesake-compare-text = Till vänster står den här eleven, till höger den andra. Närvaron från båda behålls. Ångra delar på dem igen.
namesake-no-difference = Uppgifterna säger inte emot varandra.
namesake-join = Slå ihop
namesake-joined = Sammanslagen med { $name }
namesake-part = Dela igen
alike-same-number = Samma personnummer
alike-same-name-and-day = Samma namn och födelsedatum
alike-swapped = Samma födelsedatum, för- och efternamn omkastade
alike-same-address = Samma e-postadress
alike-spelling = Samma födelsedatum, namnet skrivet på annat sätt
alike-changed-family-name = Samma födelsedatum, förnamn och skola, annat efternamn
alike-mistyped-day = Samma namn och skola, födelsedatumet nästan samma
alike-day-unknown = Samma namn, födelsedatum saknas
change-comes-to = Kommer till { $class }
change-added = { $field }: { $to }
change-from-to = { $field }: { $from } → { $to }
change-left-unsettled = { $change } (lämnas: flera svar står mot varandra)
mark-word-none = inget
mark-word-present = närvarande
mark-word-late-by = sen { $minutes } min
mark-word-excused = giltig frånvaro
mark-word-unexcused = ogiltig frånvaro
return-mark = Tillfälle { $number }, { $name }: { $from } → { $to }
return-file = Närvarofil för { $class }, gjord { $day }.
return-before = Filen har redan lästs in: allt i den står redan i registret.
return-nothing = Ingen markering skiljer sig från när filen gjordes.
return-count = { $count ->
    [one] En markering ändras.
   *[other] { $count } markeringar ändras.
}
return-changed-since = { $count ->
    [one] En markering har ändrats i registret sedan filen gjordes. Den ändras bara om du väljer det.
   *[other] { $count } markeringar har ändrats i registret sedan filen gjordes. De ändras bara om du väljer det.
}
return-gone = { $count ->
    [one] En markering gäller en elev eller ett tillfälle som inte finns kvar. Den togs inte med.
   *[other] { $count } markeringar gäller elever eller tillfällen som inte finns kvar. De togs inte med.
}
return-day = Tillfälle { $number }: { $from } → { $to }
return-day-in-future = Tillfället har hållits, och dagen ligger i framtiden. Den tas inte in.
return-day-outside-period = Dagen ligger utanför programmets period och ändras bara om du väljer det.
cli-cell = Ruta { $cell }: { $reason }
cli-sheet-row = Blad { $sheet }, rad { $row }: { $sentence }
cli-duplicate = { $one } · { $other }: { $reason } ({ $score } %)
help-import-leave-out = Läs inte in den här raden (kan anges flera gånger)
help-import-with-protected = Läs in elever med skyddade personuppgifter, med alias i stället för namn
help-import-delete-file = Ta bort listans fil när den är inläst
help-attendance-file = Närvarofil till en lärare på en annan dator, och tillbaka
help-attendance-file-file = Fil som har kommit tillbaka
help-attendance-file-class = Gör en fil för klassen, SKOLA/KLASS
help-attendance-file-out = Filen som ska göras
help-attendance-file-dry-run = Visa vad som skulle hända utan att spara
help-attendance-file-also-changed-since = Också markeringar som har ändrats i registret sedan filen gjordes
help-duplicates = Elever som kan vara samma person
class-attendance-file = Närvarofil till en lärare på en annan dator
import-paste = Klistra in
import-columns = Kolumner
import-rows = Rad för rad
import-no-rows = Här finns inga rader. Välj skola och klass, eller rätta kolumnerna.
import-sheets-together = Flera blad tillsammans
import-family-first = Efternamnet står först
import-more-classes = { $count ->
    [one] och en klass till
   *[other] och { $count } klasser till
}
work-read = Läser filen
work-plan = Jämför listan med registret
rows-all = Alla
rows-new = Nya
rows-changed = Ändrade
rows-duplicates = Dubbletter
rows-left = Slutat
rows-refused = Inte med
rows-number = rad { $row }
rows-sheet-number = { $sheet } rad { $row }
rows-protected = Skyddade personuppgifter
rows-leaves = Står inte i listan: har slutat i { $class }
rows-is-same = Samma person
rows-is-other = Inte samma
rows-correct = Rätta
rows-corrected = Klar
rows-born = Född
rows-bad-day = Dagen går inte att förstå.
rows-as-before = tas med, som förra gången
rows-no-given = förnamnet saknas
rows-no-family = efternamnet saknas
rows-take-all = Ta med alla
rows-leave-all = Utelämna alla
rows-question = { $count ->
        [one] En rad: { $reason }
       *[other] { $count } rader: { $reason }
    } { $taken ->
        [0] {""}
        [one] En tas med.
       *[other] { $taken } tas med.
    }
rows-same-as = Samma person som { $name }, { $class }: får listans uppgifter
rows-with-alias = Läses in med alias, utan namn
rows-unchanged = Oförändrad
rows-maybe = Ny, eller samma person som { $name } i { $class }?
rows-maybe-protected = Är det { $names }, vars namn är borttaget? Eleven läggs bara till om du säger att det är någon annan.
rows-maybe-one-of = Är det någon av klassens { $count } elever vars namn är borttagna? Eleven läggs bara till om du säger att det är någon annan.
rows-is-new = Ny
rows-again = Samma nya elev som i { $class }
return-row-changed-since = Ändrad i registret sedan filen gjordes. Den ändras bara om du väljer det.
return-row-away = Eleven var inte i klassen den dagen, så markeringen tas inte in.
return-row-taken = Från filen
return-cell = Ruta { $cell }
delete-file-title = Ta bort filen?
delete-file-text = { $name } är inläst. Filen kan innehålla personnummer och annat som registret inte behåller.
delete-file-note = Den tas bort direkt och hamnar inte i papperskorgen.
delete-file-keep = Behåll filen
delete-file-do = Ta bort filen
delete-file-done = Filen är borttagen.
delete-file-failed = Filen gick inte att ta bort. Är den öppen i Excel?
settings-duplicates = Dubbletter
settings-digests = Hitta dubbletter också med personnummer
settings-digests-text = Av varje personnummer i en klasslista sparas ett kontrollvärde, aldrig numret. Den som har registerfilen kan med tid och möda räkna ut numren. Stängs det av tas alla kontrollvärden bort för gott.
help-option-class = SKOLA/KLASS, vid behov med @TERMIN och :UTBILDNING
help-option-student = Namn i klassen, eller numret som students visar (#ID)
help-option-students = Namn i klassen, eller #ID; flera går bra
help-option-remains = Den som blir kvar (#ID)
help-option-other = Den andra (#ID)
help-option-given = Förnamn
help-option-family = Efternamn
help-option-birth-date = Födelsedatum
help-option-sex = Juridiskt kön
help-option-study-path = Studieväg, till exempel SA
help-option-grade = Årskurs
help-option-email = E-post
help-option-phone = Telefon
help-option-role = Roll
help-option-from = Första dagen
help-option-to = Sista dagen
help-option-date = Dagen; annars i dag
help-option-session = Tillfällets nummer
help-option-reason = Varför
help-option-take-back = Ta tillbaka det i stället
help-option-alias = Alias; annars nästa lediga
help-option-dry-run = Visa vad som skulle hända utan att spara
help-option-out = Fil eller mapp att spara i
help-option-name = Namn
help-option-term = Termin, till exempel HT26
help-option-course = Utbildning; annars den första
help-option-target = Mål, antal elever
help-option-sessions = Antal tillfällen
help-option-minutes = Antal minuter
help-option-time = Klockslag
help-option-place = Plats, eller orten på intyget
help-option-leader = Ledare
help-option-note = Anteckning
help-option-replace = Ta bort närvaromarkeringarna
help-option-school = Skolenhetskod, namn eller del av namnet
help-option-unit-code = Skolenhetskod
help-option-municipality = Kommun, namn eller kod
help-option-serial = Intygets nummer
help-option-name-on-page = Namnet på sidan, för en elev med skyddade uppgifter; det sparas inte
help-student = En elev: lägga till, ändra, flytta, befria, skydda
help-student-add = Lägg till en elev i en klass
help-student-edit = Ändra uppgifterna om en elev
help-student-move = Flytta en elev till en annan klass
help-student-move-to = Klassen som eleven flyttar till
help-student-leave = Markera att elever har slutat i klassen
help-student-leave-date = Sista dagen i klassen; annars i dag
help-student-join = Ta in en elev i en klass, eller ta in den igen
help-student-guest = Ta med en elev från en annan klass som gäst
help-student-exempt = Befria en elev från tillfällen som hölls innan eleven började
help-student-protect = Skydda en elevs uppgifter: namnet tas bort för gott
help-student-protect-registration = Skyddad folkbokföring i stället för sekretessmarkering
help-student-protect-lift = Häv skyddet
help-student-merge = Säg att två elever är samma person
help-student-merge-take = Fält som tas från den andra; flera går bra
help-student-part = Dela på två som har slagits ihop
help-student-tell-apart = Säg att två elever inte är samma person
help-student-extract = Spara registerutdraget för en elev
help-session = Ett tillfälle: planera, ställa in, ta bort
help-session-add = Lägg till ett tillfälle
help-session-edit = Ändra ett tillfälle; det som inte nämns står kvar
help-session-edit-shift = Flytta de följande lika mycket
help-session-date = Sätt datum för alla planerade tillfällen, ett i veckan
help-session-date-first = Första dagen
help-session-date-skip-week = Vecka att hoppa över
help-session-cancel = Ställ in ett tillfälle
help-session-plan-again = Gör ett loggat eller inställt tillfälle planerat igen
help-session-remove = Ta bort ett tillfälle som inte hör till utbildningens plan
help-session-announce = Notera att en elev har anmält frånvaro i förväg
help-session-list = Visa tillfällena för en klass
help-class = En klass: lägga till, ändra, ta bort, dess papper
help-class-add = Lägg till en klass
help-class-edit = Ändra en klass
help-class-remove = Ta bort en klass utan närvaro
help-class-summary = Spara sammanställningen för en klass
help-class-cover = Spara försättsbladet till en klass intyg
help-school = En skola och dess kontaktpersoner
help-school-add = Lägg till en skola
help-school-edit = Ändra en skola
help-school-add-alias = Annat namn; flera går bra
help-school-edit-alias = Annat namn; flera går bra
help-school-contact = Lägg till eller ändra en kontaktperson
help-school-contact-remove = Ta bort kontaktpersonen
help-course = En utbildning: mål och vem som räknas
help-course-add = Lägg till en utbildning
help-course-edit = Ändra namn, mål och villkor
help-course-edit-municipal-target = Mål för en kommun, KOMMUN=ANTAL
help-course-edit-exemptions = Om den som börjar sent får befrias
help-course-edit-upper-secondary-only = Om bara gymnasieelever räknas mot målet
help-course-rule = Visa eller ändra vem som räknas, med vad det skulle ändra
help-course-rule-share = Andel av de planerade minuterna, i procent
help-course-rule-started = Den som har varit med en gång
help-programme = Ändra programmets namn, period och partner
help-programme-partner = Partner; flera går bra
help-programme-time-zone = Tidszon, till exempel Europe/Stockholm
help-design = Ändra hur intygen ser ut
help-design-layout = Uppställning
help-design-hue = Färg
help-design-certificate-language = Språk på nya intyg
help-design-signatory = Namn under intyget
help-design-signatory-title = Titel
help-design-file-name = Filnamn, med {"{nr}"}, {"{klass}"}, {"{elev}"}, {"{skola}"}
help-certificate = Ett intyg: utfärda, utfärda nytt, makulera
help-certificate-issue = Utfärda ett intyg för en elev
help-certificate-revoke = Makulera ett intyg
help-certificate-reissue = Utfärda ett nytt intyg i stället för ett annat
help-certificates-dry-run = Visa vilka som skulle få intyg utan att utfärda
help-undo-change = Bara denna ändring (ID från history --json)
help-log-correct = Rätta bara dem som nämns; alla andra står kvar

# Working together

member-role-coordinator = samordnare
member-role-teacher = lärare
member-role-lead = projektledare
member-this-computer = den här datorn
member-complete = allt till { $until }
member-old = { $days } dagar sedan, { $until }
member-incomplete = något saknas än
member-not-begun = har inte börjat
cli-synced = { $sent ->
    [0] Inget nytt att skicka
    [one] 1 ändring skickad
   *[other] { $sent } ändringar skickade
}, { $fetched ->
    [0] inget nytt hämtat
    [one] 1 ändring hämtad
   *[other] { $fetched } ändringar hämtade
}.
cli-sync-joining = Väntar på att en samordnares program släpper in den här datorn. Kör sync igen när det är gjort.
cli-sync-admitted = { $name } är med nu.
cli-sync-waiting = { $count ->
    [one] 1 ändring finns men har inte kommit fram än
   *[other] { $count } ändringar finns men har inte kommit fram än
}. Kör sync igen senare. Hjälper inte det, be den som skrev dem köra sync --anew.
cli-sync-conflicts = { $count ->
    [one] 1 uppgift skiljer sig
   *[other] { $count } uppgifter skiljer sig
}: visa dem med conflicts.
cli-sync-forged = { $count ->
    [one] En fil på platsen är ändrad
   *[other] { $count } filer på platsen är ändrade
} av någon som inte får det. Inget av det togs in. Fråga den som sköter platsen.
cli-invited = Ge koden till { $name }. Den gäller till { $until } och för en dator.
cli-withdrawn = Inbjudan till { $name } gäller inte längre.
cli-assigned = { $name } arbetar med { $classes } från och med nu.
cli-recovery-asks = Det finns redan ett återställningsblad. Det skulle sluta att gälla. Lägg till --yes för att göra ett nytt.
cli-stop-sharing-asks = Registret skulle inte delas från den här datorn mer. Det står kvar som det är, och de andra delar vidare. Lägg till --yes för att göra det.
cli-stopped-sharing = Registret delas inte från den här datorn mer. Det står kvar som det är.
cli-remove-member-asks = { $name } skulle inte längre få något nytt, och det { $name } skriver härefter skulle inte gälla. Det som är skrivet hittills står kvar. Lägg till --yes för att göra det.
cli-member-removed = { $name } är inte längre med. Nycklarna är bytta.
cli-no-conflicts = Inget skiljer sig.
conflict-mine = du
conflict-student = Elev { $name }
conflict-class = Klass { $name }
conflict-school = Skola { $name }
conflict-session = Tillfälle { $number } i { $class }
conflict-mark = { $name }, tillfälle { $number } i { $class }
conflict-enrolment = { $name } i { $class }
conflict-certificate = Intyg { $name }
conflict-course = Utbildning { $name }
conflict-programme = Programmet
conflict-person = { $name }
conflict-other = En uppgift
conflict-edited-though-removed = borttagen av en, ändrad av en annan. Den står kvar tills någon avgör det.
conflict-removed-elsewhere = borttagen av en, tillagd av en annan. Den står kvar tills någon avgör det.
conflict-ledger-is-frozen = någon ändrade i liggaren det som inte går att ändra. Det har ingen verkan.
conflict-joined-in-circle = sagda att vara samma person i en ring. En av dem står kvar.
conflict-removed-but-used = borttagen, men andra uppgifter hör till den. De räknas inte.
conflict-mark-at-cancelled-session = närvaro på ett inställt tillfälle. Den räknas inte.
conflict-mark-outside-class = närvaro i en klass där eleven inte går. Den räknas inte.
conflict-issued-twice = två giltiga intyg av samma slag. Makulera det ena.
conflict-reissued-twice = två nya intyg i stället för samma.
conflict-revoked-and-reissued = både makulerat och ersatt.
conflict-same-serial = två intyg med samma nummer.
conflict-same-alias = två skyddade elever med samma alias.
conflict-possible-duplicate = kan vara inlagd två gånger.
field-given = förnamn
field-family = efternamn
field-alias = alias
field-protection = skydd
field-birth-date = födelsedag
field-legal-sex = juridiskt kön
field-grade = årskurs
field-merged-into = samma person som
field-study-path = inriktning
field-email = e-post
field-phone = telefon
field-name = namn
field-school = skola
field-term = termin
field-target = mål
field-rule = vem som räknas
field-date = dag
field-starts-at = klockslag
field-minutes = minuter
field-place = plats
field-leader = ledare
field-note = anteckning
field-status = hållet eller inställt
field-reason = orsak
field-mark = närvaro
field-starts-on = första dagen i klassen
field-ends-on = sista dagen i klassen
field-municipality = kommun
field-deleted = kvar eller borttagen
field-other = annat
answer-removed = borttagen
answer-kept = kvar
answer-nothing = (tomt)
answer-planned = planerat
answer-held = hållet
answer-cancelled = inställt
answer-another = en annan
answer-content = innehållet
refusal-no-such-side = Det finns inget sådant svar att välja, eller flera. Välj med --mine, --theirs 1, --theirs 2 eller --value. Inget är ändrat.
exchange-no-place = ”{ $address }” är ingen plats som går att använda. Skriv en mapp.
exchange-shared-already = Registret delas redan. Inget är ändrat.
exchange-not-shared = Registret delas inte. Börja med share, eller gå med i ett som delas med join.
exchange-place-taken = Det finns redan något på platsen. Välj en tom mapp, så rörs inget där. Registret är som det var.
exchange-other-register = På platsen finns inte det här registret: den är tom, utbytt eller någon annans. Inget skickades eller hämtades.
exchange-newer-form = Platsen skrivs av en nyare version av programmet. Uppdatera programmet på den här datorn. Inget skickades eller hämtades.
exchange-clock-ahead = Klockan hos { $name } går minst ett dygn före den här datorns. Kontrollera båda. Allt är skickat och hämtat ändå.
exchange-differing = { $name } har samma ändringar men något annat i registret. Båda är kvar som de är. Kör Kontrollera registret hos er båda och hör av er till den som sköter programmet.
exchange-wrong-code = Koden stämmer inte. Kontrollera varje grupp, eller be om en ny. Inget är ändrat.
exchange-taken-before = { $name } har haft den klassen förut. Ta bort { $name } och bjud in igen, så får datorn klasserna på nytt. Inget är ändrat.
exchange-unknown-invitation = Ingen som heter { $name } är inbjuden. Inget är ändrat.
exchange-invitation-over = Inbjudan gäller inte längre: den är för gammal, använd eller tillbakatagen. Be om en ny kod.
exchange-oneself = Du kan inte ta bort dig själv. Låt en annan samordnare göra det, eller sluta dela från den här datorn (stop-sharing). Inget är ändrat.
exchange-no-teacher = { $name } är ingen lärare; bara lärare har klasser. Inget är ändrat.
exchange-sheet-over = Återställningsbladet gäller inte längre: ett nyare är gjort. Inget är ändrat.
exchange-no-name = Ange ett namn. Inget är ändrat.
exchange-refused = { $count ->
    [one] 1 ändring
   *[other] { $count } ändringar
} av { $name } gäller inte här: de hör till något som { $name } inte arbetar med, eller inte längre. De finns kvar och har ingen verkan; låt en samordnare skriva in dem om de stämmer.
exchange-only-coordinators = Det kan bara en samordnare göra. Inget är ändrat.
exchange-unknown-member = Ingen som heter ”{ $name }” är med. Visa vilka som är det med members.
exchange-last-coordinator = Utan den sista samordnaren kan ingen släppas in mer. Bjud in en samordnare först. Inget är ändrat.
exchange-removed = Den här datorn är inte längre med. Det som är skrivet här finns kvar här; fråga en samordnare.
exchange-no-class = En lärare behöver minst en klass. Ange den med --class.
exchange-unreadable = Något på platsen går inte att läsa. Inget av det togs in. Försök igen senare; fråga annars en samordnare.
exchange-no-device-keys = Datorns egna nycklar går inte att läsa. Lås upp nyckelringen och försök igen. Inget är ändrat.
exchange-no-chance = Datorn ger inga slumptal just nu. Försök igen. Inget är ändrat.
store-unknown = Platsen känner inte igen namnet eller lösenordet. Ange dem på nytt. Inget skickades eller hämtades.
store-untrusted = Platsens certifikat går inte att lita på, så inget skickades eller hämtades. Kontrollera adressen, eller be den som sköter platsen om hjälp.
store-clock = Klockan på den här datorn och platsens klocka skiljer sig med mer än ett halvt dygn. Ställ datorns klocka rätt. Inget skickades eller hämtades.
store-refused = Platsen svarade något oväntat ({ $status }). Det som inte är skickat ligger kvar här och skickas nästa gång.
store-unreachable = Platsen går inte att nå. Det som är skrivet väntar här. Kontrollera anslutningen och försök igen.
store-forbidden = Platsen låter dig inte läsa eller skriva där. Det som är skrivet väntar här. Be om behörighet till mappen.
store-full = Platsen är full. Det som är skrivet väntar här. Gör plats och försök igen.
store-failed = Platsen svarade fel. Det som är skrivet väntar här. Försök igen senare.
place-together = Samarbete
place-conflicts = Det som skiljer sig
together-begin = Arbeta tillsammans
together-begin-text = Ni som arbetar med programmet kan ha samma register på var sin dator. Det ni skriver läggs krypterat på en plats som alla når: en synkad mapp, en mapp på nätverket, ett minne, WebDAV eller S3. Ingen server behövs, och var och en kan skriva utan nät.
together-folder = Mapp eller adress (tom)
together-share = Börja samarbeta
together-joining = Väntar på att bli insläppt
together-not-exchanged = Inte skickat och hämtat
together-waiting = { $count ->
    [one] 1 ändring är på väg
   *[other] { $count } ändringar är på väg
}
together-all-exchanged = Allt är skickat och hämtat
together-last = Senast { $at }.{ $count ->
    [0] {""}
    [one] {" "}1 ändring kom in.
   *[other] {" "}{ $count } ändringar kom in.
}
together-never = Inget är skickat eller hämtat än.
together-exchange = Skicka och hämta
together-exchanging = Skickar och hämtar
together-members = Vilka är med
together-count = { $count } med dig
together-invite = Bjud in …
together-you = { $name }, du
together-gets-everything = ser och ändrar allt
together-gets-classes = { $classes }: logga
together-gets-figures = ser siffrorna, inga namn
together-remove = Ta bort
together-keep = Behåll
together-remove-asks = { $name } får inget nytt mer, och det { $name } skriver härefter gäller inte. Det som är skrivet hittills står kvar.
together-differ = { $count ->
    [one] 1 uppgift skiljer sig
   *[other] { $count } uppgifter skiljer sig
}
together-differ-text = Två har ändrat samma sak. Inget är borta: båda svaren finns kvar tills någon väljer.
together-settle = Avgör …
together-place = Platsen
together-shared-folder = Delad mapp
together-encrypted = krypterat innan det lämnar datorn
together-invitation = Inbjudan till { $name }
together-code-text = { $name } skriver koden när programmet startas första gången.
together-code-until = gäller till { $until }
together-copy = Kopiera
together-invite-heading = Bjud in någon
together-name = Namn
together-role = Vad den får göra
together-class = Klass
together-make-code = Gör en kod
together-login-not-kept = Datorn har ingen nyckelring som kan spara lösenordet. Ange det igen nästa gång, eller i KURSLIGGAREN_PLACE_USER och KURSLIGGAREN_PLACE_PASSWORD.
together-shared-webdav = Delad mapp (WebDAV)
together-shared-s3 = Delad hink (S3)
together-relocate = Ändra
together-lies-here = Platsen ligger här nu
together-relocate-text = Har mappen flyttats eller lösenordet bytts? Ange det nya. Det måste vara samma plats: inget kopieras dit.
together-anew-text = Säger andra att något härifrån inte kommer fram? Då kan filer ha försvunnit från platsen.
together-anew = Skicka allt på nytt
together-stop = Sluta samarbeta
together-go-on = Fortsätt samarbeta
together-stop-asks = Registret delas inte från den här datorn mer. Det står kvar som det är, och de andra delar vidare. Det som inte är skickat når dem inte.
together-leave = Ta bort
together-classes = Klasser
together-withdraw = Ta tillbaka
together-assign = Klasser …
together-assign-text = { $name } får det som hör till de här klasserna. Det som är skrivet i andra klasser står kvar.
package-title = Paket till en lärare
package-text = En fil med en klass, för den som inte når platsen. Läraren loggar i den och skickar tillbaka.
package-make = Gör paket
package-making = Gör paketet
package-looking = Tittar i paketet
package-take-back = Ta in ett paket …
package-file = Paket { $class } { $name }
package-back-file = Tillbaka till samordnaren
package-code-text = Koden öppnar paketet. Säg den till { $name } i telefon, skicka den inte i samma mejl. Den visas bara nu.
package-code-told = Koden är given
package-out = { $name }: paket ute sedan { $since }
package-came-back = Paketet från { $name }: { $count ->
    [0] inget nytt
    [one] 1 ändring
   *[other] { $count } ändringar
}
package-more = och { $count } till
package-take-in = Ta in
package-leave-out = Låt bli
package-own-title = Det här är ett paket
package-own-text = Du loggar här som vanligt. När du är klar gör du en fil och skickar den till samordnaren. Du kan skicka flera gånger.
package-send-back = Skicka tillbaka …
unsettled = Här står flera svar mot varandra.
difference-unsettled = { $about }, { $field }: { $one } mot { $other } – båda står kvar tills någon avgör
cli-several-sessions = Flera tillfällen har nummer { $number }: { $codes }. Ange koden i stället för numret. Inget är ändrat.
cli-not-chosen = Här finns inga svar att välja mellan. { $advice } Inget är ändrat.
advice-part = Dela dem som inte är samma person med ”student part”.
advice-alias = Ge en av dem ett annat alias: häv skyddet och skydda igen med ”student protect --alias”.
advice-removed-but-used = Ångra borttagningen med ”undo --change”, eller ta bort det som använder den.
advice-cancelled = Planera tillfället igen med ”session plan-again” om det hölls, eller rensa markeringen i Närvaro.
advice-outside-class = Ge eleven en plats i klassen med ”student join”, eller rensa markeringen i Närvaro.
advice-certificates = Behåll ett och återkalla det andra med ”certificate revoke”.
advice-sessions = Ta bort det ena med ”session remove --session KOD” om de är samma; koderna visas av ”session list”.
advice-classes = Flytta eleverna till den ena med ”student move” och ta bort den andra med ”class remove” om de är samma.
advice-students = Slå ihop dem med ”student merge”, eller säg att de är olika med ”student tell-apart”.
advice-row = Det avgörs i fönstret, under Samarbete.
left-unsettled = { $count ->
        [one] En lämnades som den är: där står flera svar mot varandra.
       *[other] { $count } lämnades som de är: där står flera svar mot varandra.
}
recovery-title = Återställningsblad
recovery-made = Gjort
recovery-text = Med koden och platsen öppnas hela registret, också när alla datorer är borta. Förvara bladet inlåst, som en nyckel. Ett blad som gjorts tidigare gäller inte längre.
recovery-squares = Koden och platsen som en fyrkantskod, att läsa av med en telefon
recovery-how = Så används det
recovery-how-text = Starta programmet på en ny dator, välj Gå med i andras och skriv koden och platsen. Datorn är med genast. Ta sedan bort de datorer som är borta, och gör ett nytt blad.
recovery-asks = Bladet öppnar hela registret. Har du gjort ett förut slutar det att gälla.
recovery-do = Gör bladet
recovery-make = Återställningsblad …
recovery-done = Bladet är undanlagt
recovery-save = Spara som PDF
recovery-shown-once = Koden visas bara nu.
conflicts-text = Ni har ändrat samma sak var för sig. Alla svar finns kvar i historiken, vilket du än väljer.
conflicts-chosen = { $count } av { $all } valda; den som inte är vald väntar kvar
conflicts-later = Senare
conflicts-save = { $count ->
    [one] Spara 1 val
   *[other] Spara { $count } val
}
conflicts-other = Något annat
conflicts-somebody = någon
window-exchanged = Skickat { $at }
window-not-exchanged = Når inte platsen
window-differing = { $count } olika
together-begun = Registret delas nu. Bjud in de andra.
moment-today = i dag { $time }
moment-yesterday = i går { $time }
cli-packaged = Skicka { $path } till läraren och säg koden i telefon. Läraren öppnar det med join { $path } --code.
cli-package-opened = Paketet är öppnat: { $path }. Logga i det, och gör en fil att skicka tillbaka med package --send-back.
cli-package-would-come-back = { $name } har gjort { $count ->
    [one] 1 ändring
   *[other] { $count } ändringar
}. Inget är intaget.
cli-package-came-back = { $count ->
    [one] 1 ändring från { $name } är intagen.
   *[other] { $count } ändringar från { $name } är intagna.
}
cli-package-was-back = Allt från { $name } var redan intaget.
exchange-no-package = Filen hör inte till ett paket som getts ut härifrån, eller är inget paket. Inget är ändrat.
