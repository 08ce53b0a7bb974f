//! Lists in which not every row is a student, or not as it stands: what comes of each row, and that each comes to something.

#[path = "support/program.rs"]
mod program;

use program::Program;

/// A list with what is to come of it.
struct Case {
    file: &'static str,
    text: &'static str,
    /// What is said beside the school.
    more: &'static [&'static str],
    /// Those who are taken in, as `given family class`, in the order of the list.
    students: &'static [&'static str],
    /// Rows and codes of those asked about, left out and refused.
    asked: &'static [(u32, &'static str)],
    left_out: &'static [(u32, &'static str)],
    refused: &'static [(u32, &'static str)],
}

const CLASS: &[&str] = &["--class", "SA26A"];

const CASES: &[Case] = &[
    Case {
        file: "roller.csv",
        text: "Förnamn;Efternamn;Klass;Roll\nElin;Öberg;SA26A;Elev\nEva;Öberg;SA26A;Vårdnadshavare\nPer;Ek;SA26A;Lärare\n",
        more: &[],
        students: &["Elin Öberg SA26A"],
        asked: &[],
        left_out: &[(1, "headings"), (3, "guardian"), (4, "staff")],
        refused: &[],
    },
    Case {
        file: "slutat.csv",
        text: "Namn;Klass;Status\nElin Öberg;SA26A;Aktiv\nNoah Ek;SA26A;Slutat\nMaja Berg (slutat 3/9);SA26A;Aktiv\n",
        more: &[],
        students: &["Elin Öberg SA26A"],
        asked: &[],
        left_out: &[(1, "headings"), (3, "has_left"), (4, "has_left")],
        refused: &[],
    },
    Case {
        file: "skydd.csv",
        text: "Namn;Klass;Övrigt\nElin Öberg;SA26A;\nNoah Ek (sekretess);SA26A;\nMaja Berg;SA26A;OBS skyddade uppgifter\n",
        more: &[],
        students: &["Elin Öberg SA26A"],
        asked: &[],
        left_out: &[(1, "headings")],
        refused: &[(3, "protected"), (4, "protected")],
    },
    Case {
        file: "numrerad.txt",
        text: "Klass SA26A\n1. Elin Öberg\n2. Noah Ek\n3. Li Berg\n",
        more: &[],
        students: &["Elin Öberg SA26A", "Noah Ek SA26A", "Li Berg SA26A"],
        asked: &[],
        left_out: &[(1, "title")],
        refused: &[],
    },
    Case {
        file: "brev.txt",
        text: "Hej!\nHär kommer klassen:\nElin Öberg\nNoah Ek\nMaja Berg\nMed vänliga hälsningar\nEva Lind\n",
        more: CLASS,
        students: &["Elin Öberg SA26A", "Noah Ek SA26A", "Maja Berg SA26A"],
        asked: &[],
        left_out: &[(1, "note"), (2, "note"), (6, "note"), (7, "note")],
        refused: &[],
    },
    Case {
        file: "skolor.csv",
        text: "Namn;Klass;Skola\nElin Öberg;SA26A;Lugnetgymnasiet\nNoah Ek;SA26A;Skogsgymnasiet\n",
        more: &[],
        students: &["Elin Öberg SA26A"],
        asked: &[(3, "other_school")],
        left_out: &[(1, "headings")],
        refused: &[],
    },
    Case {
        file: "fel.csv",
        text: "Förnamn;Efternamn;Klass\nElin;Öberg;SA26A\n#REFERENS!;Ek;SA26A\n0;0;SA26A\n",
        more: &[],
        students: &["Elin Öberg SA26A"],
        asked: &[],
        left_out: &[(1, "headings")],
        refused: &[(3, "no_name"), (4, "no_name")],
    },
    Case {
        file: "klasser.csv",
        text: "Namn;Klass\nElin Öberg;SA26A\nNoah Ek;SA 26A\nMaja Berg;Lugnet SA-26A\n",
        more: &[],
        students: &["Elin Öberg SA26A", "Noah Ek SA26A", "Maja Berg SA26A"],
        asked: &[],
        left_out: &[(1, "headings")],
        refused: &[],
    },
    Case {
        file: "uppgifter.csv",
        text: "Efternamn,Förnamn,E-postadress,Uppgift 1\nPoäng,,,100\nKlassens snitt,,,80\nÖberg,Elin,elin@skola.example,70\n",
        more: CLASS,
        students: &["Elin Öberg SA26A"],
        asked: &[],
        left_out: &[(1, "headings"), (2, "note"), (3, "note")],
        refused: &[],
    },
    Case {
        file: "bredvid.csv",
        text: "SA26A;;;EK26B;\nFörnamn;Efternamn;;Förnamn;Efternamn\nElin;Öberg;;Ines;Holm\nNoah;Ek;;Jens;Lind\n",
        more: &[],
        students: &["Elin Öberg SA26A", "Noah Ek SA26A", "Ines Holm EK26B", "Jens Lind EK26B"],
        asked: &[],
        left_out: &[(1, "title"), (2, "headings"), (1, "title"), (2, "headings")],
        refused: &[],
    },
    Case {
        file: "noter.csv",
        text: "Namn;Klass\nElin Öberg;SA26A\nNoah Ek;SA26A\n*Maja Berg;SA26A\nLi Ek;SA26A\nOBS! Noah Ek har skyddade personuppgifter;\n* = skyddade uppgifter;\n",
        more: &[],
        students: &["Elin Öberg SA26A", "Li Ek SA26A"],
        asked: &[],
        left_out: &[(1, "headings"), (6, "note"), (7, "note")],
        refused: &[(3, "protected"), (4, "protected")],
    },
    Case {
        file: "anmarkningar.csv",
        text: "Namn;Klass;Anmärkning\nElin Öberg;SA26A;slutat med matte 1b\nNoah Ek;SA26A;studieuppehåll\nMaja Berg;SA26A -> SA26B;\nHugo Lind;SA26A;bytt till Haraldsbo\nLi Ek;SA26A;skyddade uppg. Får ej läggas in\nOmar Haddad;SA26A;ej längre skyddad\n",
        more: &[],
        students: &["Elin Öberg SA26A", "Omar Haddad SA26A"],
        asked: &[(3, "unknown_status"), (4, "several_classes")],
        left_out: &[(1, "headings"), (5, "has_left")],
        refused: &[(6, "protected")],
    },
    Case {
        file: "relation.csv",
        text: "Namn;Klass;Relation\nElin Öberg;SA26A;Elev\nEva Öberg;SA26A;Bonusmamma\nPer Ek;SA26A;Lärare utan redigeringsrätt\nMaja Berg;SA26A;Elev (avslutad v 40)\n",
        more: &[],
        students: &["Elin Öberg SA26A"],
        asked: &[],
        left_out: &[(1, "headings"), (3, "guardian"), (4, "staff"), (5, "has_left")],
        refused: &[],
    },
    Case {
        file: "slutat.txt",
        text: "Elin Öberg\nMamma: Eva Öberg\nNoah Ek\nMaja Berg\nAlva Fors\nOmar Haddad\nSaga Holm\nSlutat:\nHugo Lind\n",
        more: CLASS,
        students: &[
            "Elin Öberg SA26A",
            "Noah Ek SA26A",
            "Maja Berg SA26A",
            "Alva Fors SA26A",
            "Omar Haddad SA26A",
            "Saga Holm SA26A",
        ],
        asked: &[(9, "unknown_status")],
        left_out: &[(2, "guardian"), (8, "note")],
        refused: &[],
    },
    Case {
        file: "rad.txt",
        text: "SA26B: Elin Öberg, Noah Ek, Maja O'Hara, Hugo (slutat)\n",
        more: &[],
        students: &["Elin Öberg SA26B", "Noah Ek SA26B", "Maja O'Hara SA26B"],
        asked: &[],
        left_out: &[(4, "has_left")],
        refused: &[],
    },
    Case {
        file: "avdelningar.csv",
        text: "Namn;Klass\nElin Öberg;SA26A\nSlutat sedan starten;\nNoah Ek;SA26A\nUndervisar i klassen;\nPer Lind;SA26A\n",
        more: &[],
        students: &["Elin Öberg SA26A"],
        asked: &[(4, "unknown_status"), (6, "unknown_role")],
        left_out: &[(1, "headings"), (3, "note"), (5, "note")],
        refused: &[],
    },
    Case {
        file: "tva_tabeller.csv",
        text: "SA26A;;\nEfternamn;Förnamn;Mobil\nÖberg;Elin;070-174 06 12\nEk;Noah;070-174 06 13\n;;\nFörnamn;Efternamn;E-post\nMaja;Berg;maja@skola.example\n",
        more: &[],
        students: &["Elin Öberg SA26A", "Noah Ek SA26A", "Maja Berg SA26A"],
        asked: &[],
        left_out: &[(1, "title"), (2, "headings"), (6, "headings")],
        refused: &[],
    },
    Case {
        file: "marken.csv",
        text: "Namn;Klass\nElin Öberg*;SA26A\nNoah Ek**;SA26A\nMaja Berg***;SA26A\n* uppgifter om eleven får ej lämnas ut;\n** slutade före lovet;\n*** vegetarian;\n",
        more: &[],
        students: &["Maja Berg SA26A"],
        asked: &[],
        left_out: &[(1, "headings"), (3, "has_left"), (5, "note"), (6, "note"), (7, "note")],
        refused: &[(2, "protected")],
    },
    Case {
        file: "adresser.csv",
        text: "Namn;E-post;Klass\nElin Öberg;elin.oberg@elev.kommun.example;SA26A\nNoah Ek;noah.ek@elev.kommun.example;SA26A\nMaja Berg;maja.berg@elev.kommun.example;SA26A\nPer Lind;per.lind@kommun.example;SA26A\nHolm Saga;saga.holm@elev.kommun.example;SA26A\n",
        more: &[],
        students: &["Elin Öberg SA26A", "Noah Ek SA26A", "Maja Berg SA26A", "Saga Holm SA26A"],
        asked: &[(5, "other_address")],
        left_out: &[(1, "headings")],
        refused: &[],
    },
    Case {
        file: "koder.csv",
        text: "Namn;Klass;Typ;Sek;Avg\nElin Öberg;SA26A;E;N;2029-06-10\nNoah Ek;SA26A;E;J;2029-06-10\nMaja Berg;SA26A;E;N;2026-10-16\nPer Lind;SA26A;P;N;\nSaga Holm;SA26A;E;N;2029-06-10\nOmar Fors;SA26A;E;N;2029-06-10\n",
        more: &[],
        students: &["Elin Öberg SA26A", "Saga Holm SA26A", "Omar Fors SA26A"],
        asked: &[(5, "unknown_role")],
        left_out: &[(1, "headings"), (4, "has_left")],
        refused: &[(3, "protected")],
    },
    Case {
        file: "nedat.csv",
        text: "Klass;Namn\nSA26A;Elin Öberg\n;Noah Ek\n;Maja Berg\nEK26B;Saga Holm\n;Omar Fors\n",
        more: &[],
        students: &[
            "Elin Öberg SA26A",
            "Noah Ek SA26A",
            "Maja Berg SA26A",
            "Saga Holm EK26B",
            "Omar Fors EK26B",
        ],
        asked: &[],
        left_out: &[(1, "headings")],
        refused: &[],
    },
    Case {
        file: "finska.csv",
        text: "Sukunimi;Etunimet;Luokka;Huoltaja;Huoltajan sähköposti;Oppilaan sähköposti;Eronnut\nAalto;Aino;HU25;Pirjo Aalto;pirjo@koti.example;aino@skola.example;\nOjala;Venla;HU25;Tiina Ojala;tiina@koti.example;;18.9.2026\n",
        more: &[],
        students: &["Aino Aalto HU25"],
        asked: &[],
        left_out: &[(1, "headings"), (3, "has_left")],
        refused: &[],
    },
    Case {
        file: "flera.csv",
        text: "Namn;Klass\nIda & Isak Ek;SA26A\nelin öberg;SA26A\nKalle Kula (exempel);SA26A\nMärta ~~Ek~~;SA26A\n",
        more: &[],
        students: &["Elin Öberg SA26A", "Märta Ek SA26A"],
        asked: &[(2, "several_people"), (4, "maybe_a_note")],
        left_out: &[(1, "headings")],
        refused: &[],
    },
    Case {
        file: "pa_sidan.csv",
        text: "SA26A;;;;\nPlats;1;2;3;4\nFörnamn;Elin;Noah;Maja;Saga\nEfternamn;Öberg;Ek;Berg;Holm\n",
        more: &[],
        students: &["Elin Öberg SA26A", "Noah Ek SA26A", "Maja Berg SA26A", "Saga Holm SA26A"],
        asked: &[],
        left_out: &[(1, "title"), (2, "title"), (1, "headings")],
        refused: &[],
    },
    Case {
        file: "grupper.csv",
        text: "Labbgrupper NA26C;;;\nGrupp;Elev 1;Elev 2;Bord\n1;Elin Öberg;Noah Ek;A\n2;Maja Berg;Saga Holm;B\n",
        more: &[],
        students: &["Elin Öberg NA26C", "Noah Ek NA26C", "Maja Berg NA26C", "Saga Holm NA26C"],
        asked: &[],
        left_out: &[(1, "title"), (2, "headings"), (2, "headings")],
        refused: &[],
    },
    Case {
        file: "utskrift.txt",
        text: "KLASSLISTA   2026-11-18\nKlass: BA24B        Mentor: Per Lind\n\nNr Personnr     Efternamn Förnamn   Anm\n-- ------------ ------------------- ----------\n 1 080312-2383  Öberg Elin\n 2 080704-2386  Ek Noah             Avg 261002\n 3 081129-2387  Berg Maja           Sekretess\n",
        more: &[],
        students: &["Elin Öberg BA24B"],
        asked: &[],
        left_out: &[(1, "title"), (2, "title"), (4, "headings"), (5, "note"), (7, "has_left")],
        refused: &[(8, "protected")],
    },
    Case {
        file: "bokstaver.csv",
        text: "Namn;Klass\nElin Öberg;SA26A\nAlva Bergstr”m;SA26A\n",
        more: &[],
        students: &["Elin Öberg SA26A"],
        asked: &[(3, "damaged_letters")],
        left_out: &[(1, "headings")],
        refused: &[],
    },
    Case {
        file: "samma.csv",
        text: "Namn;Klass;Personnr\nAlva Ek;SA26A;20100517-2384\nAlva Eek;SA26A;20100517-2384\n",
        more: &[],
        students: &["Alva Ek SA26A"],
        asked: &[(3, "same_person")],
        left_out: &[(1, "headings")],
        refused: &[],
    },
    Case {
        file: "tva_skydd.csv",
        text: "Namn;Klass;Namnet döljs;Sekr\nElin Öberg;SA26A;Nej;\nNoah Ek;SA26A;Ja;\nMaja Berg;SA26A;;S\n",
        more: &[],
        students: &["Elin Öberg SA26A"],
        asked: &[],
        left_out: &[(1, "headings")],
        refused: &[(3, "protected"), (4, "protected")],
    },
    Case {
        file: "utan_rubrik.csv",
        text: "Lugnetgymnasiet;SA26A;20100517-2388;Elin;Öberg;0\nLugnetgymnasiet;SA26A;20101228-2394;Noah;Ek;1\n",
        more: &[],
        students: &["Elin Öberg SA26A"],
        asked: &[],
        left_out: &[],
        refused: &[(2, "protected")],
    },
    Case {
        file: "antal.csv",
        text: "Namn;Telefon;Klass\nElin Öberg;070-174 06 12;SA26A\nAntal 28;;\nAntal Kovács;070-174 06 13;SA26A\n",
        more: &[],
        students: &["Elin Öberg SA26A", "Antal Kovács SA26A"],
        asked: &[],
        left_out: &[(1, "headings"), (3, "total")],
        refused: &[],
    },
    Case {
        file: "klasser.csv",
        text: "SA26A;EK26B\nElin Öberg;Noah Ek\nMaja Berg;Saga Holm\nOmar Fors;\n",
        more: &[],
        students: &[
            "Elin Öberg SA26A",
            "Maja Berg SA26A",
            "Omar Fors SA26A",
            "Noah Ek EK26B",
            "Saga Holm EK26B",
        ],
        asked: &[],
        left_out: &[(1, "title"), (1, "title")],
        refused: &[],
    },
    Case {
        file: "formler.csv",
        text: "Namn;Klass\n#REF!;SA26A\nElin Öberg;SA26A\n=LETAUPP(A1);SA26A\n",
        more: &[],
        students: &["Elin Öberg SA26A"],
        asked: &[],
        left_out: &[(1, "headings")],
        refused: &[(2, "no_name"), (4, "no_name")],
    },
    Case {
        file: "dolda.csv",
        text: "Namn;Klass;Skyddsnivå\nElin Öberg;SA26A;0\nDolt namn;SA26A;0\nAnonym;SA26A;0\nOkänd;SA26A;0\nNoah Ek;SA26A;1\n",
        more: &[],
        students: &["Elin Öberg SA26A"],
        asked: &[],
        left_out: &[(1, "headings")],
        refused: &[(3, "protected"), (4, "protected"), (5, "no_name"), (6, "protected")],
    },
];

fn rows(answer: &serde_json::Value, field: &str) -> Vec<(u64, String)> {
    answer[field]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| (row["row"].as_u64().unwrap(), row["code"].as_str().unwrap().to_owned()))
        .collect()
}

#[test]
fn every_row_comes_to_what_a_careful_clerk_would_say() {
    for case in CASES {
        let program = Program::new();
        program.done(&["new"]);
        let file = program.file(case.file, case.text);
        let mut words = vec!["import", &file, "--school", "Lugnetgymnasiet"];
        words.extend(case.more);
        let answer = program.json(&words);
        for (field, wanted) in
            [("asked", case.asked), ("left_out", case.left_out), ("refused", case.refused)]
        {
            let wanted: Vec<(u64, String)> =
                wanted.iter().map(|(row, code)| (u64::from(*row), (*code).to_owned())).collect();
            assert_eq!(rows(&answer, field), wanted, "{}: {field}: {answer}", case.file);
        }
        let students = program.json(&["students"]);
        let mut names: Vec<String> = students
            .as_array()
            .unwrap()
            .iter()
            .map(|one| {
                let class = one["classes"][0].as_str().unwrap();
                let class = class.rsplit('/').next().unwrap().split('@').next().unwrap();
                format!("{} {class}", one["name"].as_str().unwrap())
            })
            .collect();
        let mut wanted = case.students.to_vec();
        names.sort();
        wanted.sort_unstable();
        assert_eq!(names, wanted, "{}: {students}", case.file);
    }
}

#[test]
fn asked_rows_are_taken_only_when_somebody_says_so() {
    let program = Program::new();
    program.done(&["new"]);
    let list = program.file("skolor.csv", CASES[5].text);
    let words = ["import", &list, "--school", "Lugnetgymnasiet", "--take", "3"];

    let answer = program.json(&words);
    assert_eq!(answer["new"], 2, "{answer}");
    assert_eq!(answer["asked"].as_array().unwrap().len(), 0);
}

#[test]
fn what_is_remembered_of_a_school_yields_to_what_the_list_shows() {
    let program = Program::new();
    program.done(&["new"]);
    let first = program.file("a.csv", "Namn;Klass\nMoberg Oskar;TE26\nNord Elin;TE26\n");
    let second = program.file("b.csv", "Namn;Klass\nHugo Lind;TE26\nMaja Berg;TE26\n");
    program.json(&["import", &first, "--school", "Lugnetgymnasiet"]);

    let answer = program.json(&["import", &second, "--school", "Lugnetgymnasiet"]);
    assert_eq!(rows(&answer, "warnings"), [(1, "other_than_remembered".to_owned())]);
    let students = program.json(&["students"]);
    let names: Vec<&str> =
        students.as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap()).collect();
    for name in ["Oskar Moberg", "Elin Nord", "Hugo Lind", "Maja Berg"] {
        assert!(names.contains(&name), "{names:?}");
    }
}
