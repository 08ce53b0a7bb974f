# Kursliggaren in English. Every key exists in Swedish too.

## Why somebody counts

reason-nothing-planned = The class has no planned sessions.
reason-share-reached = Attended { $attended } of { $planned }; the threshold is { $percent }%.
reason-share-not-reached = Attended { $attended } of { $planned }; { $percent }% is { $needed }.
reason-share-out-of-reach = Attended { $attended } and can attend { $open } more at most; { $percent }% is { $needed }.
reason-sessions-reached = Was at { $attended ->
    [one] one session
   *[other] { $attended } sessions
}; the threshold is { $needed }.
reason-sessions-not-reached = { $needed ->
    [one] Has not been at the one session needed yet.
   *[other] Was at { $attended } of the { $needed } sessions needed.
}
reason-sessions-out-of-reach = Was at { $attended ->
    [one] one session
   *[other] { $attended } sessions
} and can be at { $open } more at most; { $needed } needed.
reason-minutes-reached = Attended { $attended }; the threshold is { $needed }.
reason-minutes-not-reached = Attended { $attended } of the { $needed } needed.
reason-minutes-out-of-reach = Attended { $attended } and can attend { $open } more at most; { $needed } needed.
reason-started = Has been at one session at least.
reason-not-started = Has not been at a session yet.
reason-never-started = Was not at any session.
reason-exempt = { $reason } Exempt from { $exempt }, which is not part of the plan.

rule-share = A student counts at { $percent }% of the planned minutes or more.
rule-sessions = { $count ->
    [one] A student counts after one session or more.
   *[other] A student counts after { $count } sessions or more.
}
rule-minutes = A student counts after { $hours } or more.
rule-started = A student counts after having been there once.

verdict-counts = counts
verdict-not-yet = does not count yet
verdict-no-longer = can’t reach the threshold

## Rows of a class list

row-no-name = The row has no name.
row-name-too-long = The name is too long to be one.
row-no-class = The row does not say which class the student is in.
row-protected = The row is marked as having protected personal data. It can be taken in with an alias, without the name.
row-repeated = The same student stands further up in the list.
row-wrong-check-digit = The identity number's check digit is wrong. The birth date is used.
row-unreadable-number = The identity number could not be read. The student gets no birth date.
row-unreadable-date = The birth date could not be read and is left out.
row-cut-off-number = Excel has shortened the identity number (for example 2.00903E+11). The student gets no birth date.
row-number-taken-out = An identity number stands among the words of the row. It is left out.
row-unreadable-grade = The year of study could not be read and is left out.
row-unreadable-sex = The sex could not be read and is left out.
row-unreadable-email = The e-mail address could not be read and is left out.
row-damaged-letters = Some letters were lost in the file. Check that the name is right.
row-name-cleaned = The list says “{ $name }”. What does not belong to the name is taken off.
row-name-cleaned-unsaid = What stood around the name is taken off.
row-same-address = The address stands in several rows with different names.
row-hidden = The row is hidden in the file, by a filter or by hand. It is taken in all the same.
row-sheet-hidden = The sheet “{ $name }” is hidden and was not read. Choose it with --sheet, or under Sheet, if it is to be taken in.
row-sheet-of-others = The sheet “{ $name }” is not about students and was not read.
row-unseen-legend = Below the list something is said of some in it, perhaps by colour. Colours can’t be seen here: look in the file who is meant.
row-file-unreadable = The file “{ $name }” came along but can’t be read as a list.
row-other-than-remembered = The list is not read as the last one from the school: its columns or the order of its names are others. See that the names are right.
doubt-other-school = The row names another school.
doubt-unlike = The row lacks all that the others have but the name.
doubt-role = The role is unknown: this may be no student.
doubt-status = The status or end date doesn’t say whether the student is still there.
doubt-note = It looks like a note rather than a name.
doubt-several-people = The row seems to have several people: it is not certain whose the name is.
doubt-class = The row names two classes. Say which class the student goes to.
doubt-letters = The name has signs that belong to no name, or letters that have come out wrong in the file.
doubt-name-order = It can’t be seen which is the given name and which the family name. The school’s last list had the family name first.
doubt-same-person = The identity number stands in one more row, with another name. That is one and the same person.
doubt-address = The address is not of the same kind as the students’: this may be somebody who works at the school.
doubt-age = The year of birth is unusual for an upper-secondary student.
left-out-headings = Headings.
left-out-title = A title.
left-out-total = A total, or something the system wrote around the list.
left-out-note = A note, no student.
left-out-staff = Works at the school, is no student.
left-out-guardian = A guardian, no student.
left-out-has-left = Has left, by the list.
left-out-not-begun = Has not begun yet, by the list.
left-out-by-choice = Left out with --leave-out.
import-asked = { $count ->
    [one] One row is uncertain and is taken in only if you say so.
   *[other] { $count } rows are uncertain and are taken in only if you say so.
 }
import-left-out = { $count ->
    [one] One row is no student and is left out.
   *[other] { $count } rows are no students and are left out.
 }
hint-take = Take it with --take { $row }.
rows-asked = Uncertain
rows-left-out = No students

## What was done

change-somebody = Somebody
change-undone = undid: { $deed }
change-redone = did again: { $deed }
change-unknown = Something that only a newer version of Kursliggaren knows
change-tried = { $sentence } (trial, the day was set by hand)
change-register-created = created the register
change-person-added = added the person { $name }
change-programme-edited = edited the programme
change-design-edited = changed how certificates look
change-course-added = added the course { $course }
change-course-edited = edited the course { $course }
change-school-added = added the school { $school }
change-school-edited = edited the school { $school }
change-contact-edited = edited the contact persons of { $school }
change-class-added = added the class { $class }
change-class-edited = edited the class { $class }
change-class-removed = removed the class { $class }
change-list-imported = imported a class list for { $place }: { $new ->
    [0] no new students
    [one] 1 new student
   *[other] { $new } new students
}{ $changed ->
    [0] {""}
    [one] {", "}1 changed
   *[other] {", "}{ $changed } changed
}{ $left ->
    [0] {""}
    [one] {", "}1 has left
   *[other] {", "}{ $left } have left
}
change-student-added = added { $student } to { $class }
change-student-edited = edited the particulars of { $student }
change-student-protected = changed the protection of { $student }
change-erased-student = erased a student’s personal data by decision { $reference }
change-erased-class = erased the personal data of { $count ->
    [one] one student
   *[other] { $count } students
 } in { $class } by decision { $reference }
change-erased-all = erased everyone’s personal data, { $count ->
    [one] one student
   *[other] { $count } students
 }, by decision { $reference }
change-words-erased-again = took out notes and names that had been erased before
change-guest-added = added { $student } as a guest in { $class }
change-enrolment-edited = corrected when { $student } was in { $class }
change-student-came = let { $student } join { $class }
change-student-left = noted that { $student } has left { $class }
change-students-left = noted that { $count ->
    [one] one student has
   *[other] { $count } students have
} left { $class }
change-student-exempted = { $count ->
    [0] took back the exemption of { $student } in { $class }
    [one] exempted { $student } from one session of { $class }
   *[other] exempted { $student } from { $count } sessions of { $class }
}
change-absence-announced = noted that { $student } will be absent from session { $number } of { $class }
change-absence-not-announced = took away the announced absence of { $student } from session { $number } of { $class }
change-session-added = added session { $number } of { $class }
change-session-edited = edited session { $number } of { $class }
change-sessions-dated = { $count ->
    [one] dated one session of { $class }
   *[other] dated { $count } sessions of { $class }
}
change-session-logged = logged session { $number } of { $class }: { $there } present, { $absent } absent
change-session-cancelled = cancelled session { $number } of { $class }{ $cleared ->
    [0] {""}
    [one] {" "}and cleared one attendance mark
   *[other] {" "}and cleared { $cleared } attendance marks
}
change-session-planned-again = made session { $number } of { $class } planned again{ $cleared ->
    [0] {""}
    [one] {" "}and removed one mark
   *[other] {" "}and removed { $cleared } marks
}
change-session-removed = took away session { $number } of { $class }{ $cleared ->
    [0] {""}
    [one] {" "}with one mark
   *[other] {" "}with { $cleared } marks
}
change-students-moved = moved { $count ->
    [one] one student
   *[other] { $count } students
} to { $class }
change-study-path-set = set the study path of { $count ->
    [one] one student
   *[other] { $count } students
}
change-rest-marked = marked { $count ->
    [one] one student
   *[other] { $count } students
} at session { $number } of { $class }
change-conflict-settled = settled what holds where two had written different things
change-conflict-settled-class = settled what holds for { $class }, where two had written different things
change-conflict-settled-student = settled what holds for { $student }, where two had written different things
change-member-admitted = let { $name } work with the register
change-some-class = another class
change-some-school = a school
change-some-course = a course
change-some-person = somebody
change-some-student = a student
change-some-certificate = a certificate
change-classes-taken-back = changed which classes somebody works with
change-member-removed = removed somebody who had worked with the register
change-went-back = took back the { $count ->
    [one] latest change
   *[other] { $count } latest changes
}
change-mark-set = changed the attendance of { $student } at session { $number } of { $class }
change-marks-set = changed { $count ->
    [one] one mark
   *[other] { $count } marks
} in { $class }
change-certificates-issued = { $count ->
    [one] issued one certificate
   *[other] issued { $count } certificates
}
change-certificate-reissued = issued certificate { $serial } in place of an earlier one
change-certificate-revoked = revoked certificate { $serial }
change-ledger-taken-along = { $count ->
    [0] took along the ledger of the register that was replaced
    [one] took along one certificate from the register that was replaced
   *[other] took along { $count } certificates from the register that was replaced
}

## Errors: what, where, what is untouched, what to do

error-missing = There is no register at { $path }. Make one with "kursliggaren new", or name another with --register.
error-exists = There is a file at { $path } already. It is untouched. Choose another place.
error-other-name = { $path } is another name (a hard link) of a register, and whoever writes by it would destroy the register. Nothing has changed. Open the register by its own name.
error-own-file = { $path } belongs to the register and is not written over. Nothing has changed. Choose another name.
error-not-a-register = The file is not a register of Kursliggaren. It is untouched. Choose another file.
error-newer = The register comes from a newer version of Kursliggaren (register format { $version }, this version understands { $understood }). It is untouched. Update the program.
error-locked = Another program has the register open. Nothing was changed. Close the other window and try again.
error-damaged = The register is damaged. Nothing more is written to it. Restore a backup with "kursliggaren restore".
error-not-understood = The register holds something that this version of Kursliggaren does not understand ({ $what }). Nothing was changed. Install the newest version, or check the register with “kursliggaren check”.
error-disk-full = The disk is full. Nothing was changed. Free some space and try again.
error-vanished = The register is no longer in { $path }. What you did now is not saved. Save a copy there before you close the program.
error-vanished-backup = The register is no longer in { $path }. What you did now is not saved. What was done before is in the backup { $backup }.
error-disk-full-at = The disk is full: { $path } could not be written. Free some space and try again.
error-not-found = { $path } does not exist. The register is untouched. Check the path.
error-in-the-way = Something else already lies at { $path }. It is untouched. Choose another place.
error-bad-name = { $path } is not a name that can be used here. The register is untouched. Choose another name.
error-read-only = The register can only be read. Nothing was changed. Check that you may write to the file.
error-permission = You may not read or write { $path }. What is there is untouched. See who owns the file.
error-file = { $path } could not be read or written. What was there is untouched. Try again, or choose another place.
error-no-file = { $path } is no file but a device or a pipe. Nothing has changed. Choose a file.
error-folder = { $path } is a folder. Nothing has changed. Choose a file.
error-file-too-large = { $path } is too large. Nothing has changed. Choose a smaller file.
error-sqlite = The register could not be read or written. Nothing was changed. Check it with “kursliggaren check”.
error-cancelled = Cancelled. The register is as it was.
error-cancelled-after = Cancelled. What had been done by then stands in the register: look at the history.
error-key-locked = The key that signs certificates is in the computer’s keyring, which is locked or does not answer. Nothing was issued. Unlock the keyring and try again.
error-closed = The register is closed. Start the program again.
error-broken = Something went wrong in the program, and what you asked for was not finished. All that was saved is there. Look at the history to see what was done, and try again; if it happens once more, tell those who look after the program what you did.
not-saved-something = What you changed is not saved.
not-saved-mark = The attendance of { $name } at session { $number } in { $class } is not saved.
not-saved-marks = { $count ->
    [0] The attendance in { $class } is not saved.
    [one] One attendance mark in { $class } is not saved.
   *[other] { $count } attendance marks in { $class } are not saved.
}

refusal-nothing-to-undo = There is nothing to undo.
refusal-nothing-to-redo = There is nothing to redo.
refusal-ledger = The newest change issued or revoked a certificate, and that can’t be undone. Nothing was changed. Revoke the certificate instead.
refusal-name-is-gone = The newest change protected a student's data. The name is gone for good and can't be taken back.
refusal-erasure-is-final = The newest change erased personal data. That is final and can’t be taken back.
refusal-changed-since = Somebody has changed the same thing since. Nothing was undone.
refusal-still-used = It can’t be removed, because it is still in use: { $marks ->
    [0] {""}
    [one] one attendance mark
   *[other] { $marks } attendance marks
}{ $enrolments ->
    [0] {""}
    [one] { $marks ->
        [0] {""}
       *[other] {", "}
    }one enrolment
   *[other] { $marks ->
        [0] {""}
       *[other] {", "}
    }{ $enrolments } enrolments
}{ $certificates ->
    [0] {""}
    [one] { $enrolments ->
        [0] { $marks ->
            [0] {""}
           *[other] {", "}
        }
       *[other] {", "}
    }one certificate
   *[other] { $enrolments ->
        [0] { $marks ->
            [0] {""}
           *[other] {", "}
        }
       *[other] {", "}
    }{ $certificates } certificates
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
    }one other thing
   *[other] { $certificates ->
        [0] { $enrolments ->
            [0] { $marks ->
                [0] {""}
               *[other] {", "}
            }
           *[other] {", "}
        }
       *[other] {", "}
    }{ $others } other things
}. Nothing was changed. Remove those first.
refusal-unknown-school = No school is called "{ $name }". Give a unit code, a name or a part of the name.
refusal-ambiguous-school = Several schools fit "{ $name }": { $fitting }. Write more of the name.
refusal-unknown-class = No class is called "{ $name }". Write SCHOOL/CLASS, and @TERM if it is not running now.
refusal-ambiguous-class = Several classes fit "{ $name }": { $fitting }. Write it in full.
refusal-unknown-student = Nobody in the class is called "{ $name }". Nothing was logged. Check the spelling.
refusal-ambiguous-student = Several in the class fit "{ $name }": { $fitting }. Write #ID instead.
refusal-unknown-course = No course is called “{ $name }”. Check the spelling.
refusal-ambiguous-course = Several courses fit "{ $name }": { $fitting }. Write more of the name.
refusal-unknown-session = The class has no session { $number }. A new session must have the next free number. Nothing was changed.
refusal-already-reported = Session { $number } is logged already. Nothing was changed.
refusal-named-twice = "{ $name }" is named with two different marks. Nothing was logged.
refusal-outside-period = { $day } lies outside the programme's period, and attendance on that day does not count. Nothing was saved.
refusal-in-future = { $day } lies in the future. Nothing was saved.
refusal-figures-in-future = { $day } lies in the future. Figures go up to today; what is expected after that is the forecast.
refusal-before-planned = The session is planned for { $day }, a later day. Nothing was saved.
refusal-same-day = Session { $number } of the class is already on { $day }. Nothing was saved. Choose another day.
refusal-not-logged = Session { $number } is not logged yet. Nothing was changed. Log it first, or say on which day it was held.
refusal-held-in-future = The session was held and can’t be moved to { $day }, which lies in the future. Nothing was saved.
refusal-shorter-than-lateness = { $count ->
    [one] { $names } came later than that: with { $minutes } minutes the whole session is missed. Nothing was saved.
   *[other] { $names } came later than that: with { $minutes } minutes they miss the whole session. Nothing was saved.
}
refusal-not-in-class-then = { $name } was not in the class on { $day }. Nothing was saved. If that is wrong, correct first when the student joined or left.
refusal-session-of-course = Session { $number } is part of the course’s plan and can’t be taken away. Nothing was changed. Make it planned again, or call it off.
refusal-leaves-before-coming = The student joined the class on { $day } and can’t have left before that. Nothing was changed.
refusal-no-exemptions = The course does not allow exemptions. Nothing was changed. They can be allowed in the settings.
refusal-not-before-coming = The student can’t be exempted from session { $number }: only from sessions held before the student joined the class. Nothing was changed.
refusal-not-a-time = “{ $text }” is not a time of day. Write for example 13:15. Nothing was saved.
refusal-later-change = A later change builds on this one. Nothing was undone. Undo the later one first.
refusal-already-issued = The student has certificate { $serial } of that class already. Nothing was issued. Issue a new one in its place.
refusal-nothing-attended = The student has no attendance to certify. Nothing was issued.
refusal-name-needed = The student’s data is protected: say the name for the page with --name-on-page. It is not stored. Nothing was issued.
refusal-one-is-protected = One of the students has protected personal data, and the name would remain with the other. Nothing has changed. Protect the other too, then join them.
error-still-in-log = The data is protected, but somebody else is reading the register right now, so the name remains in the file { $file } beside it. It is emptied as soon as nobody reads. Close other windows, reports and backups that have the register open.
error-unsettled = The name is gone from the register, but the disk did not take all that goes with it. It may remain in the files beside the register until that is opened again. See that the disk has room, and run “kursliggaren check”.
refusal-name-not-needed = The name on the page is the student’s own and can’t be exchanged. Nothing was issued.
refusal-clock-behind = The computer’s clock says { $today }, but the register or the program is from { $newest }. Nothing was changed. Set the clock right and try again.
refusal-clock-ahead = The computer’s clock says { $today }, more than a year after the newest in the register ({ $newest }). Nothing was changed. Set the clock right if it is wrong.
refusal-late-beyond-session = { $late } minutes late is more than the session's { $minutes } minutes. Nothing was saved.
refusal-session-has-marks = { $count ->
    [one] The session has one attendance mark. It is cleared if the session is cancelled. Nothing was changed yet.
   *[other] The session has { $count } attendance marks. They are cleared if the session is cancelled. Nothing was changed yet.
}
refusal-empty = A field that must be filled in is empty. Nothing was saved.
refusal-class-exists = The class { $name } exists already for that term and course. Nothing was saved. Choose another name.
refusal-session-exists = The class has a session { $number } already. Nothing was saved.
refusal-already-in-class = The student is in the class already. Nothing was changed.
refusal-not-valid = Certificate { $serial } is revoked or replaced already. Nothing was changed.
refusal-unknown-certificate = There is no certificate with the number “{ $serial }”. Check the number.
refusal-gone = What you wanted to change is no longer there. Somebody may have removed it. Nothing was saved.
refusal-period-backwards = The last day lies before the first. Nothing was saved.
refusal-protected = The student’s data is protected, and only an alias can be saved. Nothing was saved.
refusal-erased = The student’s personal data has been erased, which is final. Nothing has changed.
refusal-decided-in-future = The decision is dated { $day }, which is still to come. Nothing was erased.
refusal-programme-not-over = The programme runs until { $day }. Everyone’s data can be erased once it is over, a student’s or a class’s already now. Nothing was erased.
refusal-nothing-to-erase = There is no personal data left to erase here.
refusal-made-by-others-too = Somebody else has added the same thing, so undoing yours does not remove it. Nothing was changed.
refusal-made-elsewhere = The change was made on another computer. It is undone there, or you write what is to hold. Nothing was changed.
refusal-not-yours = This computer works with some classes: their attendance and sessions. A coordinator changes the rest. Nothing was changed.
refusal-being-erased = Somebody else has removed this person's name, and that change has not fully arrived here yet. Nothing was written. Fetch what is waiting and try again.
refusal-no-change = What was to be taken in is not what somebody wrote: it is damaged or was changed on its way. Nothing was taken in. Ask for it once more.
refusal-no-erasure = Nothing has been erased here, or not by that change.
refusal-day-set-by-hand = The day was set by hand with --today, and erasing is real and for good. Nothing was erased.
hint-day-anyway = Run it without --today, or with --anyway.
refusal-key-in-use = The key is in use. Replace it instead, as lost.
refusal-unknown-key = The register has no such key.

intake-missing = The file { $path } does not exist. The register is untouched. Check the path.
intake-folder = { $path } is a folder. Choose a file with a class list.
intake-unreadable = The file { $path } can't be read. Is it open in Excel, or do you lack permission? The register is untouched.
intake-empty = The file is empty. The register is untouched. Choose another file.
intake-too-large = The file is too large to be a class list (the limit is 64 MB, unpacked 100 MB and 2 million cells). The register is untouched.
intake-too-many-rows = The list has more than 100,000 rows. The register is untouched. Split it.
intake-too-many-columns = The list has more than 500 columns. The register is untouched. Remove those that are not needed.
intake-cell-too-long = Row { $row } has a cell that is too long for a class list. The register is untouched. Shorten it and try again.
intake-encrypted = The file is locked with a password. Save it without one and try again. The register is untouched.
intake-not-a-list = The file is not a class list. Save it as .xlsx or .csv and try again. The register is untouched.
intake-numbers = The file is from Numbers. Open it there, export it as .xlsx and try again. The register is untouched.
intake-archive = The file is packed with 7-Zip, RAR or gzip. Unpack it and choose the list in the folder. The register is untouched.
intake-page-without-persons = The file is a page of groups or organisations, without persons. Put the pages persons, groups and organisations in a zip file and take that in. The register is untouched.
intake-picture = The file is a picture. Ask for the list as .xlsx or .csv. The register is untouched.
intake-pdf = The file is a PDF. Ask for the list as .xlsx or .csv, or copy its rows and paste them here. The register is untouched.
intake-document = The file is a document from Word or the like. Open it, copy the table and paste it here, or paste it into Excel and save it as .xlsx. The register is untouched.
intake-web-page = The file is a web page under another name. Open it in Excel, save it as .xlsx and try again. The register is untouched.
intake-damaged = The file is damaged and can't be read. Ask the school to send it again. The register is untouched.
intake-no-such-sheet = The file has no sheet called “{ $name }”. Its sheets are: { $sheets }.
intake-several-sheets = Several sheets look like class lists: { $sheets }. Choose one with --sheet.
intake-no-headings = No row with headings such as Förnamn, Efternamn or Name was found. The register is untouched. Add a row of headings and try again.

problem-integrity = SQLite found damage: { $said }
problem-references = { $rows ->
    [one] One row points at something that is not there.
   *[other] { $rows } rows point at something that is not there.
}
problem-table = The table { $table } differs from the journal in { $rows ->
    [one] one row
   *[other] { $rows } rows
}.
problem-sequence = The journal’s numbering has { $count ->
    [one] one gap
   *[other] gaps in { $count } places
}.
problem-standings = { $rows ->
    [one] One student’s sum does not agree with the attendance.
   *[other] { $rows } students’ sums do not agree with their attendance.
}
problem-changes = { $changes ->
    [one] A change in the history is not what it was when it was made.
   *[other] { $changes } changes in the history are not what they were when they were made.
}
problem-unheld-marks = { $rows ->
    [one] One attendance mark belongs to a session that was not held.
   *[other] { $rows } attendance marks belong to sessions that were not held.
}
problem-outside-marks = { $rows ->
    [one] One attendance mark is of a student who is not in the class.
   *[other] { $rows } attendance marks are of students who are not in the class.
}
problem-series = { $count ->
    [one] One series of certificates has gaps in its numbers.
   *[other] { $count } series of certificates have gaps in their numbers.
}
problem-name-in-log = A name that was taken out may still stand in the log beside the register. Close what has the register open and open it again: that empties it.

## The command line

cli-created = The register { $name } was made at { $path }: target { $target }, { $from } – { $to }.
cli-imported = { $new ->
    [0] No new students
    [one] 1 new student
   *[other] { $new } new students
}{ $changed ->
    [0] {""}
    [one] {", "}1 changed
   *[other] {", "}{ $changed } changed
}{ $unchanged ->
    [0] {""}
    [one] {", "}1 unchanged
   *[other] {", "}{ $unchanged } unchanged
}{ $refused ->
    [0] {""}
    [one] {", "}1 row left out
   *[other] {", "}{ $refused } rows left out
}.
cli-import-dry-run = This is what would happen (nothing was saved):
cli-import-class = { $students ->
    [one] { $class }: one student
   *[other] { $class }: { $students } students
}
cli-import-duplicates = { $count ->
    [one] One possible duplicate: a student with the same or a similar name exists already.
   *[other] { $count } possible duplicates: students with the same or similar names exist already.
}
cli-import-left = { $count ->
    [one] One student is not in the list and has left.
   *[other] { $count } students are not in the list and have left.
}
cli-row = Row { $row }: { $sentence }
cli-logged = Session { $number } of { $class } on { $date }: { $present } present, { $late } late, { $excused } excused, { $unexcused } unexcused, { $unreported } not reported.
cli-log-changed = The mark was changed for { $names }.
cli-cancelled = Session { $number } of { $class } is cancelled.
cli-progress-title = { $course } on { $date }
cli-progress-completed = { $completed } of { $target } students count
cli-progress-rest = { $started } have started, { $enrolled } are enrolled
cli-progress-outside = { $count ->
    [one] One student is in a class that does not count towards the target (not an upper-secondary school).
   *[other] { $count } students are in classes that do not count towards the target (not an upper-secondary school).
}
cli-progress-pace = { $pace } students a week are needed to reach the target.
cli-progress-over = The programme's period is over.
cli-progress-forecast = Booked classes are expected to give { $expected } students by { $day } (with 80% probability { $low }–{ $high }).
cli-progress-undated = Of those, { $count } are expected from classes in which a session has no day.
cli-progress-reached = The target is expected to be reached in week { $week }, { $year }.
cli-progress-no-forecast = It is too early for a forecast: it needs at least { $classes } finished classes with { $students } students.
cli-unknown = unknown
cli-no-school = no class
cli-column-key = Breakdown
cli-column-enrolled = Enrolled
cli-column-started = Started
cli-column-completed = Count
cli-students-count = { $count ->
    [one] One student
   *[other] { $count } students
}
cli-certificates = { $issued ->
    [0] No new certificates
    [one] One new certificate
   *[other] { $issued } new certificates
}{ $copies ->
    [0] {""}
    [one] {", "}one copy
   *[other] {", "}{ $copies } copies
}{ $skipped ->
    [0] {""}
    [one] {", "}one student skipped
   *[other] {", "}{ $skipped } students skipped
}.
cli-file = Saved: { $path }
cli-skipped = { $student }: { $reason }
cli-history-undone = undone
cli-backed-up = Backup saved: { $path }
cli-restore-would = { $path } holds { $programme }: { $classes ->
    [one] one class
   *[other] { $classes } classes
}, { $students ->
    [one] one student
   *[other] { $students } students
}, { $marks ->
    [one] one attendance mark
   *[other] { $marks } attendance marks
}, { $certificates ->
    [one] one certificate
   *[other] { $certificates } certificates
}, last changed { $changed }. Nothing was changed yet. Run again with --yes to let it replace { $register }.
cli-restored = Restored from { $path }. What was replaced is kept at { $kept }.
cli-trying = --today is for trying: what is written now has the day { $day } and is marked as a trial in the history.
cli-answer-lost = The answer could not be written. What was to be done is done.
cli-would-revoke = Certificate { $serial } would be revoked (nothing was saved). That can’t be undone.
cli-would-reissue = A new certificate would be issued in place of { $serial } (nothing was saved).
cli-would-issue = { $kind } for { $name }, { $class }, would be issued (nothing was saved).
cli-would-issue-many = { $count ->
    [0] No certificate would be issued (nothing was saved).
    [one] One certificate would be issued (nothing was saved):
   *[other] { $count } certificates would be issued (nothing was saved):
}
cli-issued = Certificate { $serial } is issued. Saved: { $path }
cli-would-protect = Name, birth date and e-mail would be taken away for good{ $certificates ->
    [0] {""}
    [one] , on one certificate too
   *[other] , on { $certificates } certificates too
} (nothing was saved). That can’t be undone.
cli-would-lift = The protection would be lifted (nothing was saved). The name does not come back by itself.
cli-nothing-changed = It was so already. Nothing was changed.
cli-restored-alone = Restored from { $path } to { $register }. There was no register before.
restore-protected = { $count ->
    [one] One student has been protected or erased since the backup was made, and stays without a name.
   *[other] { $count } students have been protected or erased since the backup was made, and stay without names.
 }
cli-check-ok = The register is whole: { $changes ->
    [one] one change
   *[other] { $changes } changes
}, { $ops ->
    [one] one entry
   *[other] { $ops } entries
} in the journal.
cli-check-problems = The register has faults:
cli-names-gone = None of the words ({ $words }) stands in any of the { $files } files that the program writes.
cli-record-again = The data has been erased, but the record could not be saved. Save it again with: kursliggaren erase record --out FILE.pdf
cli-key-in-use = { $key }  since { $made }, in use
cli-key-replaced = { $key }  since { $made }, replaced
cli-key-lost = { $key }  since { $made }, lost { $lost }
cli-erase-would = Nothing was erased. Do it for good with --yes, --reference and --decided; with --replace-backups the backups are replaced, too.
cli-names-found = { $path }: { $count ->
    [one] the word on line { $lines }
   *[other] the words on lines { $lines }
}
cli-demo-made = A sample register with { $classes ->
    [one] one class
   *[other] { $classes } classes
} and { $students ->
    [one] one student
   *[other] { $students } students
} was made in { $folder }.
cli-demo-opened = The sample register in { $folder } was there already and is untouched.
cli-no-display = There is no display here to open a window on. The commands work all the same; see "kursliggaren --help".
cli-demo-no-window = No window was opened: there is no display here.
cli-bad-date = "{ $text }" is not a date. Write YYYY-MM-DD.
cli-bad-class = "{ $text }" does not point out a class. Write SCHOOL/CLASS, and @TERM if needed.
cli-bad-late = "{ $text }" can't be read. Write NAME=MINUTES.
cli-bad-value = “{ $text }” can’t be used here. Nothing was changed. See the help with --help.
cli-in-the-way = The change can’t be undone alone, for a later one builds on it: { $later }. Nothing was undone.
cli-bad-file = { $sentence } What was registered by then stays; print again.

skip-not-yet = Does not count yet.
skip-no-longer = Can no longer reach the threshold.
skip-protected = Has protected personal data. Issue the certificate by itself and enter the name then.
skip-erased = The personal data has been erased.

sex-female = women
sex-male = men

## Help on the command line

help-program = A register of schools, classes and students: attendance, target and certificates. Without a command the window opens.
help-global-register = The register's file
help-global-person = Who is at work
help-global-today = Take this day as today (YYYY-MM-DD)
help-global-language = Language
help-global-json = Answer with one JSON document
help-global-anyway = Do it all the same: unusual days, and a clock that may be wrong
help-global-font = File with a font for letters that the program's own fonts lack
help-new = Make an empty register
help-new-name = The programme's name
help-new-target = How many students are to count
help-new-from = The programme's first day
help-new-to = The programme's last day
help-import = Import a class list
help-import-file = The class list (.csv, .txt, .xlsx, .xls, .ods, OneRoster, SDS, JSON); - reads standard input
help-import-school = Unit code, name or part of the name
help-import-class = The class's name; else the list's own column
help-import-term = Term, such as HT26; else the one running
help-import-course = Course; else the first
help-import-sheet = The sheet's name
help-import-complete = The list is complete: anyone missing has left
help-import-as-new = Row that is a new student, though the class has one with protected personal data
help-import-take = Take in this uncertain row (may be given several times)
help-import-dry-run = Show what would happen without saving
help-log = Log a session
help-log-class = SCHOOL/CLASS, with @TERM and :COURSE if needed
help-log-session = The session's number
help-log-date = The day it was held; not needed with --correct
help-log-absent = Unexcused absence (name or #ID)
help-log-excused = Excused absence
help-log-late = Late, by so many minutes
help-log-present = Present, for one who is not expected, such as a guest
help-log-minutes = The session's length, if it was not as planned
help-log-cancelled = Call the session off, with the reason
help-log-replace = Log a session again that is logged already
help-progress = How far it is to the target
help-progress-course = Course; else the first
help-progress-as-of = As it stood on this day
help-progress-by = Break down by
help-students = Show students, and why they count
help-students-query = The beginning of the name
help-students-class = Only in this class
help-certificates = Issue and print certificates
help-certificates-class = For this class
help-certificates-all = For all classes
help-certificates-out = Folder to save in
help-certificates-one-file = Everything in one file instead of one file per certificate
help-roster = Print an attendance list
help-share = Share the register with others through a place
help-share-place = An empty folder that all reach (synced, on the network, a stick), webdav+https://… or s3+https://HOST/BUCKET/PREFIX. Name and password: KURSLIGGAREN_PLACE_USER and KURSLIGGAREN_PLACE_PASSWORD
help-invite = Invite somebody; prints the code
help-invite-name = Who is invited
help-invite-role = Coordinator, teacher or lead
help-invite-class = A class that the teacher works with; may be repeated
help-join = Join a register that is shared
help-join-place = The folder or address where it is shared, or the file of a package
help-join-code = The code from who invited you
help-sync = Send and fetch what is new
help-sync-place = The place lies here now: the same as before, moved or with another address
help-sync-anew = Send everything again: files of this computer are missing in the place
help-members = Show who is in it, and whose work is here
help-package = Make a file with a class for a teacher without the place; prints the code
help-package-class = A class; may be repeated
help-package-whom = Whom the package is for
help-package-out = Where the file is saved
help-package-send-back = In an opened package: the file to send back
help-package-back = Take in what came back
help-package-back-file = The file that came back
help-package-back-dry-run = Only show what would change
help-withdraw = Take an invitation back
help-withdraw-name = Who was invited
help-remove-member = Let somebody no longer be in it
help-remove-member-name = Who
help-remove-member-yes = Do it
help-assign = Say which classes a teacher works with
help-assign-name = Who
help-assign-class = A class; can be repeated. Those not named are taken away
help-recovery-sheet = Make a sheet that opens the register when all computers are lost; prints the code
help-recovery-sheet-out = Save the sheet as a PDF
help-recovery-sheet-yes = Make a new one, though there is one that then stops holding
help-stop-sharing = Share the register no longer; it stays as it is
help-stop-sharing-yes = Do it
help-conflicts = Show where two have written different things
help-conflicts-choose = Say what holds
help-conflicts-choose-n = The number in the list
help-conflicts-choose-mine = What was written on this computer
help-conflicts-choose-theirs = What somebody else wrote; K if they are several
help-conflicts-choose-value = Something else
help-key = The keys that certificates’ codes are signed with
help-key-list = Show the keys, the one in use first
help-key-page = Save the page on which anyone can check codes in a browser
help-key-page-out = Where the page is saved
help-key-replace = Replace the key
help-key-replace-routine = As routine: what has been signed stays valid
help-key-replace-lost = It is lost: what has been signed is valid only where the ledger says the same
help-key-lost = A key that has been replaced already was lost
help-key-lost-key = The public key, 64 hexadecimal digits
help-erase = Take out personal data for good. Without --yes, only tell what would go and what would stay.
help-erase-student = One student’s personal data.
help-erase-class = That of a class’s students; who is also in another class whose term is not over stays.
help-erase-class-class = The class.
help-erase-everyone = Everyone’s personal data, once the programme is over.
help-erase-record = The record of an erasure: numbers, no names.
help-erase-record-change = The erasure’s change, as in the history; the newest where not given.
help-erase-record-out = Where the record is saved.
help-erase-backups = Backups that hold names that are gone from the register; with --yes they are replaced by ones without.
help-erase-backups-yes = Replace them.
help-option-reference = What the decision to erase is found under, such as a registration number.
help-option-decided = The day of the decision.
help-option-joined-too = Also take the names of entries that others have joined with them.
help-option-keep-certificates = Let issued certificates keep the names, if they must be kept.
help-option-archive = First save the data in a spreadsheet for the archive.
help-option-record = Save the record as a PDF.
help-option-replace-backups = Replace backups that still hold the names.
help-option-yes = Do it, for good.
help-roster-class = For this class
help-roster-out = File to save
help-history = Show what was done
help-history-student = With this student
help-history-class = With this class
help-undo = Undo the newest change
help-undo-past-certificates = Skip certificates, which can’t be undone
help-redo = Do again what was undone
help-backup = Save a backup
help-backup-out = File to save
help-restore = Restore a backup
help-restore-file = The backup
help-restore-yes = Yes, replace the register
help-check = Check that the register is whole
help-check-names = Look for words, one on each line of the file, in all that the program writes

## Papers

certificate-file-title = Certificates
certificate-period = { $first } – { $last }
certificate-session = Session { $number }: { $date }, { $length }
certificate-more-sessions = { $count ->
    [one] and one more session
   *[other] and { $count } more sessions
}
certificate-exempt = Exempt from { $hours } of the course.
certificate-place-date = { $place }, { $date }
certificate-place-and-date = Place and date
certificate-signature = Signature
certificate-serial = Certificate no. { $serial }
certificate-replaces = Replaces no. { $serial }
certificate-column-sum = Sum
certificate-column-hours = Time
certificate-column-day = Day
certificate-column-session = Session
certificate-replaced-by = Replaced by no. { $serial }
certificate-revoked-on = Revoked on { $date }
certificate-code = Code that verifies certificate no. { $serial }
certificate-signature-of = Signature of { $name }
certificate-mark-replaced = Replaced
certificate-mark-revoked = Revoked
roster-title = Attendance list { $class }
roster-name = Name
roster-note = Note
roster-came-under = if late
roster-came = Came at
roster-signature = Signature
roster-code = code { $code }
roster-number = No.
roster-title-session = Attendance list { $class }, session { $number }
roster-session = Session { $number }
roster-page = Page { $page } of { $pages }
roster-printed = Printed { $date }. Sign in the box of the session you attend.

## The command demo

help-open = Open the window
help-open-file = Register; else the one that was open last
help-demo = Make a sample register and open the window on it
help-demo-folder = Folder; else ./kursliggaren-demo
help-demo-no-window = Open no window
help-demo-students = Number of students
cli-window-failed = The window could not be opened ({ $cause }). The register is untouched.

## The window

window-opening = Opening the register …
window-saved-at = Saved { $at }
window-to-log = { $count } to log
window-new = { $count } new
window-saved = Saved
window-read-only = can only be read
window-read-only-text = The register lies in a place where nothing can be saved. You can see everything, but changes are not saved.
window-disk-in-the-open = The disk that the register is on does not seem to be encrypted: whoever gets hold of the computer can read the students’ data. Encryption is turned on in the computer’s own settings. This is said only once.
window-not-saved = not saved
window-save-copy-here = Save a copy here
window-open-failed = No program on this computer could open the file. It lies here: { $path }
place-overview = Overview
place-classes = Classes
place-students = Students
place-schools = Schools
place-certificates = Certificates
place-settings = Settings
action-import = Import a class list
action-import-short = Import
action-new-class = New class
action-save = Save
action-cancel = Cancel
action-edit = Edit
action-remove = Remove
action-undo = Undo
action-undo-before = Undo what was done before
nothing-found = Nothing matches the search.
leave-title = Something is not saved
leave-text = What you have filled in is lost if you leave now.
leave-stay = Stay
leave-go = Leave without saving

welcome-text = The register of classes, students, attendance and certificates. Everything stays on this computer.
welcome-new = New register
welcome-new-text = The template of Socialt entreprenörskap i Dalarna is included: the county's schools and a course of 6 sessions of 90 minutes. Everything can be changed later.
welcome-create = Make the register
welcome-join = Join others
welcome-join-text = You were given an invitation or a package.
welcome-join-code = Code
welcome-join-code-example = FM8J-2K9P-…
welcome-join-place = Folder, address or package file
welcome-join-choose = Choose folder …
welcome-join-do = Join
welcome-joining = Joining …
place-user = User name
place-password = Password
welcome-open = Open a register
welcome-choose = Choose a file …
welcome-path = or write where the file is
welcome-sample = Try it first
welcome-sample-text = A sample with 1,600 invented students. It does not touch your own register.
welcome-try = Open the sample

overview-empty-title = Begin with a class list
overview-empty-text = Import the list the school sent: the class, its students and the planned sessions are made from it. It takes less than a minute.
overview-of-target = of { $target } students count
overview-completed = { $count } count
overview-started = { $count } have started but don't count
overview-enrolled = { $count } have not started
overview-target-reached = The target is reached.
overview-counts-toward = Counts toward the target
overview-of = of { $target }
overview-since = since { $day }
overview-counts-today = count today
overview-booked = booked
overview-missing = missing
overview-expected = Expected by { $day }
overview-likely = likely { $low }–{ $high }
overview-needed = Needed besides
overview-nothing-needed = nothing more
overview-classes = { $count ->
        [one] 1 class
       *[other] { $count } classes
}
overview-begin-before = beginning before { $day }
overview-begin-late = should have begun { $day }
overview-too-early = after { $classes } finished classes
overview-how-term = The classes that are finished by { $day }, with the same share as in those that are finished today.
overview-are-enrolled = { $count } enrolled
overview-have-started = { $count } have begun
overview-show-all = Show all { $count }
overview-show-fewer = Show fewer
overview-good-to-know = Good to know
overview-to-log = { $count ->
        [one] 1 session to log
       *[other] { $count } sessions to log
}
overview-oldest = oldest { $class }, { $day }
overview-log = Log { $class }
rule-short-share = counts at { $percent } % of the minutes
rule-short-sessions = { $count ->
        [one] counts after one session
       *[other] counts after { $count } sessions
}
rule-short-minutes = counts after { $hours }
rule-short-started = counts after one time
chart-today = today
chart-term-end = end of term
chart-expected = expected
chart-since = { $figure } on { $day }
chart-school-year = School year
chart-whole-time = All of it
map-80 = at least 80 %
map-60 = 60–79 %
map-40 = 40–59 %
map-under = under 40 %
map-of-enrolled-short = count, of enrolled
overview-todo = To do
overview-nothing = Everything is done.
overview-overdue = Log session { $number } of { $class }, { $day }
overview-overdue-more = { $count ->
    [one] One more session is not logged
   *[other] { $count } more sessions are not logged
}
overview-ready = { $count ->
    [one] One certificate to issue
   *[other] { $count } certificates to issue
}
overview-outdated = { $count ->
    [one] Details have changed for one certificate
   *[other] Details have changed for { $count } certificates
}
overview-undated = { $count ->
    [one] One class has sessions without a date
   *[other] { $count } classes have sessions without a date
}
overview-no-longer = { $count ->
    [one] One student can no longer reach the threshold
   *[other] { $count } students can no longer reach the threshold
}
overview-conflicts = { $count ->
    [one] One detail has two answers
   *[other] { $count } details have several answers
}
overview-missing-work = { $count ->
    [one] One colleague’s work is missing since { $since }
   *[other] The work of { $count } colleagues is missing since { $since }
}
overview-own-classes = According to your classes. What belongs to other classes is not shown here.
overview-municipalities = Municipalities
overview-no-students = no students

classes-search = Find class, school
classes-all = All
classes-overdue = To log
classes-running = Running
classes-finished = Finished
classes-empty-title = No classes yet
classes-empty-text = A class list from the school gives the class, its students and its sessions at once. You can also add a class by hand.
classes-name = Class
classes-school = School
classes-term = Term
classes-students = Students
classes-sessions = Held
classes-completed = Count
classes-next = Next
classes-count = { $count ->
        [one] 1 class
       *[other] { $count } classes
}
classes-log = Log { $number }
classes-number = No. { $number }
classes-without-day = { $count } without a day
classes-set-dates = Set dates
classes-plan = Add sessions
keys-select = select
keys-open = open
keys-search = search
classes-held-of = { $held } of { $planned }
classes-not-logged = { $count } not logged
classes-former = { $count ->
    [one] One of them has left.
   *[other] { $count } of them have left.
}
classes-next-dated = No. { $number }, { $day }
classes-undated = No date
classes-done = Finished

class-attendance = Attendance
class-students = Students
class-sessions = Sessions
class-history = History
class-counts = { $students ->
    [one] One student
   *[other] { $students } students
}{ $former ->
    [0] {""}
    [one] {" "}(and one who has left)
   *[other] {" "}(and { $former } who have left)
}, { $completed ->
    [one] one counts
   *[other] { $completed } count
}
class-log = Log session { $number }
class-print = { $count ->
    [one] Issue one certificate …
   *[other] Issue { $count } certificates …
}
class-roster = Attendance list
class-nothing-to-do = Nothing to do just now
class-no-students = The class has no students yet.
class-add-placeholder = Name of a student who is not on the list
class-add = Add
class-add-guest = Bring { $name } as a guest
class-is-guest = guest
class-has-left = left { $day }
class-came = from { $day }
class-leave = Mark as left …
class-bad-term = The term can’t be read; write for example HT26
class-create = Add the class
matrix-attended = Attended of { $planned }
matrix-verdict = State
matrix-to-log = to log
matrix-present = Present
matrix-with-late = with late
matrix-average = { $hours } on average
matrix-counting = { $count } of { $students } count
mark-late-letter = L
matrix-name = Student
matrix-no-date = no date
matrix-hint = Select a cell or several (Shift+arrows), then type. Enter or the right button opens a menu.
matrix-selected = { $count ->
        [one] 1 cell selected
       *[other] { $count } cells selected
}
matrix-menu = menu
matrix-digits = { $minutes } min: press L for late
matrix-key-present = present
matrix-key-late = late
matrix-key-excused = excused
matrix-key-unexcused = unexcused
matrix-key-clear = clear
mark-present = P
mark-late = L { $minutes }
mark-excused = E
mark-unexcused = U

plan-all-title = Dates for all planned sessions
plan-first = First day
plan-time = Time
plan-place = Place
plan-leader = Leader
plan-skip = Skip week
plan-all = Set dates
plan-all-hint = One session a week from the first day.
plan-bad-date = The date can’t be read; write for example 1/9
plan-bad-time = The time can’t be read; write for example 13:15
plan-add = Add a session
plan-shift = Move those that follow as much
session-held = held
session-planned = planned
session-cancelled = cancelled: { $reason }
session-log = Log
session-log-again = Edit the log

log-title = Session { $number }, { $class }
log-hint = Everyone is present to begin with. Type the beginning of a name: Enter unexcused, Shift+Enter excused, minutes and Enter late. Ctrl+Enter saves.
log-typed = "{ $letters }" – Enter unexcused, Shift+Enter excused, digits for late, Backspace present
log-several = “{ $letters }” fits { $count }: type one more letter, or choose with the arrows
log-late-typed = { $minutes } min late – press Enter
log-key-unexcused = Unexcused (Enter)
log-key-excused = Excused (Shift+Enter)
log-key-late = Late (minutes, Enter)
log-key-present = Present (Backspace)
log-guest = { $name } (guest)
log-new = { $name } (new in the class)
log-take-guest = { $name }, guest from another class
log-take-new = { $name }, new in the class
log-take-note = { $name }: note the name, and a coordinator adds it
log-noted = also there: { $name }
log-date = Date
log-minutes = Minutes
log-note = Note
log-summary = { $present } present, { $late } late, { $excused } excused, { $unexcused } unexcused
log-bad-date = The date can’t be read; write for example 3/2
log-bad-minutes = Write a number of minutes
log-save = Save (Ctrl+Enter)
log-add = Add somebody who is not on the list (+)
log-cancel = Call the session off …
log-call-off-title = Call off session { $number }
log-call-off-text = { $count ->
    [0] A session that is called off is not part of the plan. It can be undone.
    [one] A session that is called off is not part of the plan. The mark that is saved goes. It can be undone.
   *[other] A session that is called off is not part of the plan. The { $count } marks that are saved go. It can be undone.
}
log-call-off-draft = What you have filled in here is not saved.
log-call-off = Call the session off
log-not-off = Back
log-newcomer = Name. Arrows choose, Enter adds
log-reason = Why is it called off?
log-anyway = Save all the same

students-search = Find a student
students-all = All
students-count = Count
students-not-yet = Not yet
students-no-longer = Can’t reach it
students-shown = { $count } shown
students-empty = No students yet. Import a class list.
students-name = Name
students-class = Class
students-attended = Attended
students-attended-of = { $attended } of { $planned }
students-verdict = Counts
student-classes = Classes
student-certificates = Certificates
student-no-certificates = No certificates yet.
student-particulars = Particulars
student-given = Given name
student-family = Family name
student-birth-date = Birth date
student-sex = Legal sex
student-sex-unknown = unknown
student-sex-female = female
student-sex-male = male
student-study-path = Study path
student-grade = Year of study
student-bad-grade = Write 1, 2, 3 or 4
student-email = E-mail
student-protect = Protect the personal data …
student-protect-text = Name, birth date and e-mail are removed for good. It can't be undone. Backups keep them until they are thinned out.
student-alias = Alias
student-alias-free = else the next free one, such as Elev 17
student-confidential = Confidential
student-protected-registration = Protected registration
student-is-protected = Protected personal data
student-is-protected-text = The register has an alias only.
student-is-erased = Erased
student-is-erased-text = The name and other personal data are gone for good. Attendance stays without a name, so that totals hold.
erasure-joined-title = { $count ->
        [one] One more entry loses its name: is it the same person?
       *[other] { $count } more entries lose their names: are they the same person?
}
erasure-joined = { $name } was joined with { $remains } on another computer.
erasure-joined-by = { $name } was joined with { $remains } by { $person }.
erasure-joined-text = If they are two people: cancel, open the student and choose Part again first. A name that has been taken away does not come back.
erasure-joined-same = Yes, it is the same person
cli-joined-elsewhere = More would lose their names: { $who } Nothing has been changed. If it is the same person, add --joined-too; if not, part them first with “student part”.
erasure-would-go = This goes for good, from the register, its history and the ledger:
erasure-would-stay = This stays:
erasure-goes = Erased
erasure-goes-text = What is erased are names, birth dates, e-mail addresses and digests of identity numbers, in the register and in its history. Nobody can take it back.
erasure-what = Data
erasure-count = Number
erasure-students = { $count ->
    [one] student
   *[other] students
 }: name, birth date, e-mail address
erasure-persons = { $count ->
    [one] contact person or teacher
   *[other] contact persons, teachers and others
 }: name, e-mail address, phone
erasure-certificates = { $count ->
    [one] certificate becomes a number without a name: it
   *[other] certificates become numbers without a name: they
 } can be checked but not printed again
erasure-texts = { $count ->
    [one] note or reason in words
   *[other] notes and reasons in words
 }
erasure-stays = Kept
erasure-stays-text = What stays are attendance, school, class, term, study path, year and sex without a name. Totals by school, term, sex and outcome are the same as before; this was checked when it was done.
erasure-marks-stay = { $count ->
    [one] One attendance mark, without a name
   *[other] { $count } attendance marks, without a name
 }, and the students’ school, class, term, study path, year and sex. All totals are the same.
erasure-kept-certificates = { $count ->
    [one] One certificate keeps the name, because it must be kept.
   *[other] { $count } certificates keep the names, because they must be kept.
 }
erasure-elsewhere = { $count ->
    [one] One student of the class is also in a class whose term is not over, and stays with the name.
   *[other] { $count } students of the class are also in a class whose term is not over, and stay with their names.
 }
erasure-ongoing = The class’s term is not over. Attendance can still be marked afterwards, but only without names.
erasure-sex-unknown = sex unknown
erasure-holders = { $count ->
    [one] One backup in the register’s folder still holds the names.
   *[other] { $count } backups in the register’s folder still hold the names.
 }
erasure-no-holders = No backup in the register’s folder holds the names.
erasure-replaced = { $count ->
    [one] One backup was replaced by one without the names.
   *[other] { $count } backups were replaced by ones without the names.
 }
erasure-backups-failed = The data has been erased, but what was to be done afterwards failed: backups may still hold the names. Try again with: kursliggaren erase backups --yes
erasure-copies-elsewhere = Copies that somebody has saved elsewhere, prints and exported files are not known to the program.
erasure-shared = The register is shared. The names go from the others’ when they send and fetch, and the files in the place that hold them are replaced. Whoever syncs the folder may still have encrypted copies in a waste basket and earlier versions.
erasure-record = Record of erasure
erasure-reference = Decision
erasure-decided = Date of decision
erasure-made = Erased
erasure-scope = Scope
erasure-change = Change
erasure-of-student = One student
erasure-of-class = The class { $class }
erasure-of-all = Everyone of the programme
erasure-signed = Signature
erasure-signed-text = Erased by: ______________________________     Date: ______________
erasure-archive-name = Archive
erasure-sheet-entries = Other entries
erasure-sheet-words = Notes
erasure-sheet-persons = Contact persons
erasure-word-note = Note
erasure-word-reason = Reason
erasure-word-signatory = Signatory
erasure-word-about = About
erasure-word-text = Text
erasure-phone = Phone
erasure-role = Role
erasure-work = Erasing personal data
erasure-title = Erase personal data: { $name }
erasure-title-all = Erase everyone’s personal data
erasure-final = This is final. The names can’t be brought back, neither with Undo nor from a backup.
erasure-reference-label = Decision (a registration number, say)
erasure-keep-certificates = Let issued certificates keep the names, because they must be kept
erasure-replace-backups = Replace the backups with ones without the names
erasure-archive = Save for the archive first …
erasure-do = Erase for good
erasure-save-record = Save the record …
erasure-done = The personal data is gone for good. Save the record of the erasure; it has numbers but no names.
erasure-ask = Erase personal data …
erasure-ask-class = Erase the students’ data …
erasure-ask-all = Erase everyone’s personal data …
erasure-ask-all-text = When the programme is over and the data is no longer needed. One student is erased on the student’s page, a class on the class’s page under Edit. Backups that still hold names which are gone can be replaced by ones without.
erasure-clean-backups = Clear the backups of names
erasure-list = Erasures
student-lift-protection = Lift the protection

schools-search = Find a school or municipality
schools-add = Add a school
schools-new-name = The school's name, then press Enter
schools-choose = Choose a school on the left.
schools-code = School unit code { $code }
schools-no-code = No school unit code
schools-students = { $count ->
    [one] one student
   *[other] { $count } students
}{ $former ->
    [0] {""}
   *[other] {" "}(+ { $former } who left)
}
schools-classes = Classes
schools-no-classes = No classes yet.
schools-contacts = Contact persons
schools-add-contact = Add a contact person
contact-name = Name
contact-role = Role
contact-phone = Telephone

certificates-ready = To issue
certificates-ledger = The ledger
certificates-none = No certificate is ready to issue in the class.
certificates-empty-title = No certificates to issue
certificates-empty-text = When students have reached the threshold, their class is shown here.
certificates-are-ready = { $count } to issue
certificates-all-printed = { $count } issued
certificates-print-class = Issue …
certificates-copies = Print copies …
certificates-search = Find a number, name, class or school
certificates-print = Show
certificates-reissue = Issue anew …
certificates-revoke = Revoke
certificates-why = Why is { $serial } revoked?
certificate-valid = valid
certificate-replaced = replaced by { $serial }
certificate-revoked = revoked
certificate-outdated = the name has changed
certificate-outdated-hours = the attendance has changed

import-path = The class list's file, then press Enter
import-choose = Choose a file …
import-hint = Excel, CSV, text, OneRoster, SDS or SS12000, just as the school sent it; or an attendance file that has come back. The file can also be dropped on the window, and copied rows can be pasted. Identity numbers are read for birth date and sex and are not stored.
import-sheet = Sheet
import-school-needed = Choose a school
import-class = Class
import-class-column = In the list
import-class-needed = for example SA26A
import-complete = The list is complete: anyone missing has left
import-new-class = New class { $class }: { $count ->
    [one] one student
   *[other] { $count } students
}
import-known-class = The class { $class } exists: { $count ->
    [one] one student
   *[other] { $count } students
} in the list
import-more = { $count ->
    [one] and one more row
   *[other] and { $count } more rows
}
import-do = Import
column-ignored = (not taken in)
column-given = Given name
column-family = Family name
column-full-name = Whole name
column-identity-number = Identity number
column-birth-date = Birth date
column-sex = Sex
column-school = School
column-class = Class
column-grade = Year of study
column-study-path = Study path
column-email = E-mail
column-protection = Protection
column-role = Role
column-status = Status
column-active = Active (yes/no)
column-start-date = Start date
column-end-date = End date
column-person-key = The student's id in the school's system
column-remark = Remark

settings-computer = This computer
settings-person = Who works here
settings-role = Role
role-coordinator = Coordinator
role-teacher = Teacher
role-lead = Project lead
settings-language = Language
settings-theme = Appearance
theme-system = System
theme-light = Light
theme-dark = Dark
theme-contrast = High contrast
settings-programme = The programme
settings-name = The programme's name
settings-empty = May not be empty
settings-from = First day
settings-to = Last day
settings-partners = Partners, separated by commas
settings-place = Place on the certificate
settings-signatory = Name under the certificate
settings-save-programme = Save the programme
settings-course = The course
settings-course-name = The course's name
settings-target = Target, number of students
settings-bad-number = Write a whole number
settings-rule = Who counts
rule-kind-share = Share of the time
rule-kind-sessions = Number of sessions
rule-kind-minutes = Number of minutes
rule-kind-started = Once is enough
settings-rule-value = Threshold
settings-bad-rule = Enter a number from 1 to 100
settings-bad-count = Enter a number greater than 0
settings-save-course = Save the course
settings-register = The register
settings-no-backup = No backup yet.
settings-backup-text = A copy is made automatically when the program opens and closes and before an import.
settings-back-up = Back up now

## What can be done on the command line

hint-past-certificates = Undo what was done before with --past-certificates.
hint-replace = Do it all the same with --replace.
hint-anyway = Save all the same with --anyway.
hint-as-new = If it is somebody else: run again with --as-new { $row }.
hint-font = On the command line: give it with --font FILE.
hint-clock-anyway = If the clock is right: run it again with --anyway.

## The window: tables, finding, help

window-find = Find or do
table-columns = Columns
date-hint = 3/2 or today
working = Working …
place-sessions = Sessions
place-reports = Reports
place-history = History
wish-find = Find a student, class, school or something to do
wish-help = Help
wish-print = Print
wish-redo = Redo
wish-filter = Search the list
wish-theme = Appearance: { $theme }
wish-swedish = Language: Swedish
wish-english = Language: English
wish-quit = Quit
theme-contrast-dark = High contrast, dark
finder-hint = Name of a student, class or school, or something to do
finder-keys = Arrows choose, Enter opens, Esc closes.
facet-schools = All schools
facet-terms = All terms
facet-paths = All study paths
facet-clear = Show all
together-selected = { $count ->
    [one] One student selected
   *[other] { $count } students selected
}
together-move = Move to the class
together-path = Set study path
together-unselect = Clear the selection
together-none = Select students with Space or the box before the name to move several at once.
together-choose-class = Choose a class
together-choose-path = Choose a study path
class-return = Is back …
class-exempt = Exempt …
enrolment-leave-title = Note that { $name } has left
enrolment-leave-text = The attendance that is saved stays, and so does the student in the class’s list.
enrolment-last-day = Last day in the class
enrolment-leave = Mark as left
enrolment-return-title = Let { $name } into the class again
enrolment-return-text = No attendance is expected of the student for the time between.
enrolment-back-on = First day again
enrolment-return = Let in again
enrolment-move-title = { $count ->
    [one] Move one student to { $class }
   *[other] Move { $count } students to { $class }
}
enrolment-move-text = On that day the student leaves the old class and joins the new one. Attendance goes along.
enrolment-first-day = First day in the new class
exempt-title = Exempt { $name } from earlier sessions
exempt-text = They were held before the student joined the class. Exempt time is not part of what the student must have attended, nor is it attendance. The certificate says so.
exempt-session = Session { $number }, { $day }
exempt-session-done = Session { $number }, { $day } (exempt)
exempt-reason = Why
exempt-do = Exempt
exempt-take-back = Take the exemption back
class-edit = Edit the class
class-remove = Remove the class
matrix-rest = the rest present
matrix-rest-hint = Everyone who was in the class that day and has no mark becomes present
matrix-exempt = exempt
matrix-announced = announced
matrix-minutes = How many minutes late? Then press Enter
matrix-plan-again = Session { $number } has no marks left. Is it to be planned again?
session-plan-again = Make it planned again
session-remove = Take the session away
matrix-stays-held = It was held
matrix-was-held = Yes, it was held
matrix-log-instead = Log it instead
matrix-held-then = Session { $number } is not logged. Was it held on { $day }?
matrix-held-when = Session { $number } is not logged. On which day was it held?
matrix-held-several = Sessions { $numbers } are not logged. Were they held on their planned days?
menu-present = Present
menu-late = Late …
menu-excused = Excused
menu-unexcused = Unexcused
menu-clear = Clear
menu-rest = The rest present
menu-announce = Has announced absence
menu-not-announced = Remove the announced absence
candidate-ready = ready for a certificate
candidate-issued = { $serial }, { $day }
ledger-serial = Number
ledger-issued = Issued
ledger-valid = Valid
ledger-outdated = Details have changed
ledger-no-longer = Not valid
ledger-empty = No certificates have been issued yet.
schools-all = All schools
schools-name = The school’s name
schools-unit-code = School unit code
schools-bad-code = Eight digits
schools-aliases = Other names, separated by commas
welcome-gone = The register that was open last is no longer in its place: { $path }. If it has been moved, open it where it is now.
welcome-again = Try again
welcome-clock-right = The clock is right, open all the same

sessions-search = Search class, school or place
sessions-week = Week
sessions-overdue = Not logged
sessions-coming = Coming
sessions-week-of = Week { $week }: { $from } – { $to } { $year }
sessions-earlier = The week before
sessions-later = The week after
sessions-this-week = This week
sessions-none-week = No sessions this week.
sessions-none-overdue = All sessions are logged.
sessions-none-coming = No sessions have a date yet.
sessions-state = State
sessions-number = No
sessions-not-logged = not logged
sessions-held-partly = { $reported } of { $expected } reported
sessions-calendar = Save as a calendar
sessions-calendar-file = sessions
calendar-summary = { $class }, session { $number }

reports-day = Up to and including
reports-day-to-come = The day lies in the future. The forecast is on the overview.
reports-save = Save the table
reports-file = status-{ $day }
reports-municipality = Municipality
reports-year = School year
reports-completed = Count
reports-started = Have started
reports-enrolled = Enrolled
reports-share = Share that count
reports-all = All

history-search = Search the history
history-count = { $count } changes
history-hint = Press Enter to go back to how it was before the change.
history-back = Go back to before this
back-title = Go back to how it was before the change
back-text = The change and everything done after it is taken back in one step. That can be undone with Ctrl+Z.
back-taken = { $count ->
    [0] Nothing to take back
    [one] One change is taken back
   *[other] { $count } changes are taken back
}
back-kept = { $count ->
    [one] One change stays
   *[other] { $count } changes stay
}
back-more = and { $count } more
back-do = Go back
back-alone = Undo only this change
back-in-the-way = It can’t be undone alone: this was done later and builds on it.

save-title = Save as
save-text = Type where the file is to be, or choose a place.
save-choose = Choose a place …
save-exists = There is a file of that name already.
save-replace = Replace it
save-done = Saved: { $path }

settings-who = Who works here
settings-person-text = The name stands with everything that is done from now on.
settings-role-text = The role decides where the program starts the first time: teachers at the classes, others at the overview.
settings-font = Letters on paper
settings-font-file = Font for other scripts
settings-font-own = This computer's own fonts
settings-font-use-own = Use this computer's own
settings-font-text = The program itself has Latin, Greek, Cyrillic, Arabic and Hebrew letters. Others, such as Chinese and Thai, come from a file that you choose or from this computer's own fonts.
font-unreadable = { $path } can't be read. Nothing has changed.
font-not-a-font = { $path } is no font that can be printed. Choose a file that ends in .ttf, .otf or .ttc. Nothing has changed.
font-not-allowed = { $path } may not be embedded in other files, says its maker. Choose another font. Nothing has changed.
settings-looks = What it looks like
settings-text-size = Size
settings-renderer = Graphics
settings-renderer-text = Takes effect at the next start. Choose the processor if the window flickers or is empty.
renderer-automatic = Automatic
renderer-graphics = The graphics card
renderer-processor = The processor
settings-backwards = Ends before it begins
settings-history = History of the register
settings-history-text = Everything that was done. From here you can go back to how it was earlier.
settings-check = Check the register
settings-check-text = Reads the whole file and compares the tables with the journal. Nothing is changed.
settings-check-ok = The register is whole. All changes in the journal ({ $changes }) agree with the tables.
settings-change-register = Change register
settings-change-register-text = Goes to the first page, where you open another register or make a new one.
settings-backups = Backups
settings-more-backups = and { $count } older ones
settings-look = Show what it holds
settings-backup-holds = Classes: { $classes }, students: { $students }, attendance marks: { $marks }, certificates: { $certificates }. Last changed { $day }.
settings-restore-text = The register as it is now is first kept as a copy of its own.
settings-restore = Restore this copy

help-title = Help
help-search = Search the help
help-keys = Keys
help-everywhere = Everywhere
key-tab = Tab, Shift+Tab
key-tab-what = the next and the previous field, button or list
key-arrows = Arrows
key-arrows-what = in lists, tabs, choices and the attendance table
key-enter = Enter
key-enter-what = opens the row, presses the button
key-escape-what = closes, or goes back
key-places = the places to the left
key-letters = Letters
key-letters-what = jump to a student: the beginning of the name
key-log-enter = unexcused
key-shift-enter = Shift+Enter
key-log-shift-enter = excused
key-minutes = Digits, Enter
key-log-minutes = late by so many minutes
key-backspace = Backspace
key-log-backspace = present again
key-log-plus = adds somebody who is not on the list
key-marks = P L E U
key-marks-what = present, late (the minutes first), excused, unexcused
key-space = Space
key-matrix-space = the next mark
key-matrix-zero = clears
key-matrix-all = the rest are present
key-select = selects the student
key-shift-arrows = Shift+arrows
key-select-range = selects several in a row
key-select-all = selects all
key-history = goes back to how it was before the change
work-import = Importing the list
work-backup = Backing up
work-check = Checking the register
work-certificates = Making the certificates
work-stopping = Cancelling …
sample-leave = Sample: change register
wish-change-register = Change register
facet-classes = All classes
key-print-class = prints for the chosen class, or the first that is ready
key-save-class = saves that class’s certificates as a PDF

# Checking certificates
help-certificates-bilingual = Swedish with English beneath
help-roster-session = Only that session, with room for signature, arrival and notes
help-verify = Verify certificates
help-verify-what = A PDF, a picture of the code, or the code itself
verify-valid = No. { $serial } is valid.
verify-differs = Not valid: certificate { $serial } exists, but the code says something else than the register.
verify-lost-key = No. { $serial } can’t be confirmed: the code is signed with a key that was lost, and nothing in the ledger confirms what it says. Ask whoever issued it.
verify-replaced = No. { $serial } is genuine but replaced by no. { $by }.
verify-revoked = No. { $serial } is genuine but was revoked on { $date }.
verify-unknown = No. { $serial } is signed by this register but is not in its ledger. It may have been issued on another computer.
verify-unknown-key = The code is signed with a key this register does not know. Ask whoever issued the certificate.
verify-wrong-signature = The code does not match: something in it was changed. The certificate is not genuine.
verify-not-a-code = That is not a whole code from Kursliggaren.
verify-newer = The code was made by a newer version of Kursliggaren. Update the program to check it.
verify-claims = { $kind } for { $name }: { $course }, { $attended } of { $planned }, issued on { $date } by { $issuer }
verify-limits = The check is made on this computer: it does not know whether the certificate was revoked on another, or whether the one who shows it is the one named on it. Compare with what stands on the paper.
verify-no-code = There is no code in { $path }. Try a straighter and sharper picture of it.
verify-given-up = { $path } has so much that looks like codes that the search was stopped. Photograph one certificate at a time, from straight above.
verify-contradicted = In { $path } the file’s hidden description and the code that is seen on the page don’t say the same. The file may have been altered: scan the code on the paper instead.
verify-unreadable = { $path } is neither a PDF nor a picture that can be read. Nothing was changed.
verify-too-large = { $path } is too large (64 MB at most).
help-verify-key = The published key, in place of the register's (64 characters)
cli-bad-key = “{ $text }” is not a key: one has 64 characters, 0–9 and a–f. Nothing was checked.
verify-genuine = No. { $serial } is genuine. Whether it has been replaced or revoked since, only whoever issued it knows.

# How certificates look
design-looks = Looks
design-layout = Layout
design-layout-classic = Landscape
design-layout-plain = Portrait
design-layout-listed = With sessions
design-hue = Colour
design-hue-red = Falu red
design-hue-green = Spruce green
design-hue-blue = Lake blue
design-hue-ink = Black
design-language = Language of new certificates
design-swedish = Swedish
design-english = English
design-both = Both
design-texts = Texts
design-participation = Certificate of Participation
design-attendance = Certificate of Attendance
design-line-title = Heading
design-line-lead = Before the name
design-line-deed = After the name
design-line-details = Below the course
design-line-more = Next line
design-fields = These are filled in on each certificate: { $fields }
design-standard = Restore the program’s own texts
design-signing = Signature
design-signatory-title = Title
design-signature-there = The signature is printed as a picture.
design-signature-line = A line is left for the signature.
design-file-name = File name: { "{" }serial{ "}" }, { "{" }class{ "}" }, { "{" }student{ "}" }, { "{" }school{ "}" }
design-bad-file-name = Write with the words in braces, for example { "{" }class{ "}" } { "{" }student{ "}" } { "{" }serial{ "}" }
design-pictures = Logos and signature
design-logo-name = Whose logo it is
design-earlier = Earlier
design-path = Picture file (PNG, JPEG or SVG, 2 MB at most)
design-add-logo = Add a logo
design-add-signature = Use as signature
design-picture-large = { $path } is too large: 2 MB at most. Make the picture smaller and try again.
design-picture-unreadable = { $path } is not a PNG, JPEG or SVG that can be read. Nothing was changed.
design-picture-intricate = { $path } has effects (filters) or is more intricate than a logo needs to be. Save it as PNG and try again. Nothing has changed.
design-preview = This is how it will look
design-preview-text = It applies to certificates issued from now on. Those already issued look as they did.
design-save = Save the looks
design-example-name = Alva Exempelsson
design-example-school = Lugnetgymnasiet
design-key = Key for verification
design-key-text = Each certificate has a code signed with the register's key. With the key here, anyone can check the code without a network. Publish it, or the page that checks, where people find it.
design-copy-key = Copy the key
design-save-page = Save the page
design-page-file = verify-certificate.html
design-replace-key = Replace the key
design-replace-ask = Where replacing is routine, all that the old key has signed stays valid. Where somebody else may have got at the key, it is lost: its certificates are then valid only where the ledger says the same. The key and the page have to be published again.
design-replace-routine = Replace as routine
design-replace-lost = It is lost, replace
template-unknown-field = There is nothing called { "{" }{ $name }{ "}" }. Choose among the words below the fields.
template-lone-brace = Braces come in pairs, as in { "{" }student{ "}" }.
template-too-long = The text is too long: { $most } characters at most.

verify-title = Verify certificates
verify-text = See whether a certificate is genuine and still holds. Paste the code, or choose the certificate as a PDF or a picture of the code.
verify-what = Code, or where the file is
verify-check = Verify
verify-choose = Choose a file …
verify-student = Show the student
action-close = Close
action-show-in-folder = Show in folder
wish-print-everything = Issue all new certificates …
wish-print-other-words = Print all certificates
skip-letters = letters that no font here has: { $letters }
refusal-unprintable = The name has letters that no font here has: { $letters }. No certificate has been written. A font that has them is chosen under Settings, This computer.
print-letters-hint = Choose a font that has the letters under Settings, This computer.
print-title = Issue certificates: { $name }
print-file-name = certificates { $name }
print-new = { $count } new
print-copies-too = All { $count }, copies too
print-which = Which
print-way = Where
print-way-open = Open
print-way-printer = Printer
print-way-file = One file
print-way-files = One file per student
print-way-open-text = The pages open in the computer's program for PDF and are printed from there.
print-no-printers = No printers were found. Open the pages and print them from there.
print-path-file = Where the file is saved
print-path-folder = In which folder the files are saved
print-issue = { $count ->
    [one] Issue one certificate
   *[other] Issue { $count } certificates
}
print-issue-and-copies = Issue { $count } and print { $copies ->
    [one] one copy
   *[other] { $copies } copies
}
print-copies = { $count ->
    [0] Issue
    [one] Print one copy
   *[other] Print { $count } copies
}
print-copies-as-issued = Copies are as they were issued, in their own language.
print-without-given = { $count ->
    [one] One certificate has no first name: { $names }
   *[other] { $count } certificates have no first name: { $names }
}
print-sessions-left-out = { $count ->
    [one] One certificate has no room for all sessions in the chosen layout; hours and period are there all the same. The layout With sessions has room for more.
   *[other] { $count } certificates have no room for all sessions in the chosen layout; hours and period are there all the same. The layout With sessions has room for more.
}
print-without-emoji = { $count ->
    [one] One name has emoji. They can't be printed and are left out on the certificate; the register keeps them.
   *[other] { $count } names have emoji. They can't be printed and are left out on the certificates; the register keeps them.
}
print-sent = Sent to { $printer }.
print-not-sent = The printer did not take the pages. The certificates are issued, and the file lies here: { $path }
print-saved = { $count ->
    [one] One file is saved: { $path }
   *[other] { $count } files are saved in { $path }
}
print-page = { $page } of { $pages }: { $name }
print-earlier = Previous page
print-later = Next page
print-skipped = { $count ->
    [one] One gets no certificate now
   *[other] { $count } get no certificate now
}
print-ledger-true = What was issued stands in the ledger and can be printed as copies.

# Other papers
class-summary = Summary
class-cover = Cover sheet
plan-list = List
student-issue = Issue a certificate of participation …
student-issue-attendance = Issue a certificate of attendance …
student-name-on-paper = The name to stand on the certificate
student-name-on-paper-text = The name is printed on this page and stored nowhere: the ledger and the code have the alias only. Save the file where nobody else can reach it, and remove it when it is printed.
student-print-named = Save the page
extract-title = Extract of personal data
extract-intro = This is all that the register holds on { $name }, except for backups, which are thinned out automatically.
extract-who = Who
extract-protection = Protection
extract-protection-none = none
extract-id = Identity in the register
extract-counted = How the attendance counts
extract-present = present
extract-late = late
extract-excused = excused absence
extract-unexcused = unexcused absence
extract-cancelled = cancelled
extract-unreported = not reported
extract-code = Code on { $serial }
extract-when = When
extract-what = What was done
extract-not-kept = What is not kept
extract-not-kept-text = The register keeps no personal identity number, no address and no grades. Absence is kept without a reason, only as excused or unexcused. If something is wrong, tell whoever is responsible for the register, and it will be corrected.
sex-female-one = woman
sex-male-one = man
summary-title = Summary of { $class }
summary-foot = Printed { $date }
summary-counting = Count
summary-attended = Attended
summary-planned = Planned
summary-there = Present
cover-title = Certificates for { $class }
cover-text = { $count ->
    [one] Here is 1 certificate in { $course }. Check it against the list and hand it to the student.
   *[other] Here are { $count } certificates in { $course }. Check them against the list and hand them to the students.
  }
cover-handed = Handed over by, date
cover-received = Received by, date
finder-session = Log session { $number } for { $class }
change-rule-changed = changed who counts in { $course }, from “{ $from }” to “{ $to }”
change-students-joined = joined two students into one: { $student }
change-students-told-apart = noted that { $student } and a namesake are two people
change-report-kept = kept a report
change-report-removed = removed a kept report
refusal-born-on-other-days = The two students have different birth dates and can't be one person. Nothing was changed. Correct the birth date first if it is wrong.
refusal-nothing-known-then = The register knew nothing on { $day }: it was begun on { $begun }. Choose a later day.
outlook-classes = { $classes ->
    [one] one class of { $size } students
   *[other] { $classes } classes of { $size } students
}
outlook-or = or
outlook-need = Besides the booked classes, about { $classes } are needed.
outlook-begin-by = They must begin by { $day }; a class takes { $weeks ->
    [one] one week
   *[other] { $weeks } weeks
} as a rule.
outlook-too-late = They would have had to begin by { $day }; a class takes { $weeks ->
    [one] one week
   *[other] { $weeks } weeks
} as a rule.
help-progress-known-at = As the register stood at the end of this day
cli-progress-known-at = As the register stood on { $date }.

### Diagram
chart-students = students
chart-completed = completed
chart-started = started
chart-enrolled = enrolled
chart-pace = pace needed
chart-forecast = expected, with 80% probability

### Siffror
measure-enrolled = Enrolled
measure-started = Started
measure-completed = Completed
measure-only-started = Have started but don't count
measure-not-started = Not started
measure-no-longer = Can no longer reach the threshold
measure-one-session-left = One session from counting
measure-outside = Don’t count towards the target
figure-since = since { $day }
figure-as-of = up to { $day }
behind-duplicates = Possible duplicates: open a student and decide whether it is one person
behind-to-decide = Protected students who count: the certificate is printed from the student's page
behind-clear = Show all

### Översikt
overview-over-time = Over time
overview-unplanned = { $count ->
    [one] One class has no sessions
   *[other] { $count } classes have no sessions
}
overview-to-decide = { $count ->
    [one] One protected student counts and has no certificate
   *[other] { $count } protected students count and have no certificate
}
overview-duplicates = { $count ->
    [one] One possible duplicate
   *[other] { $count } possible duplicates
}
overview-today = today
overview-days-old = { $days ->
    [one] yesterday
   *[other] { $days } days ago
}
chart-as-table = Show as a table
chart-as-chart = Show as a chart
chart-as-map = Show as a map
chart-week = Week
chart-week-of = Week { $week }, up to { $day }
chart-hint = Point, or use the arrows, to read. Press to see the students.
map-hint = The colour is the share of those enrolled who have completed. Press a tile to see the students.
map-hint-target = The colour is the share of the municipality's target that is reached. Press a tile to see the students.
map-of-enrolled = Of those enrolled
map-of-target = Of the target
map-of = { $completed } of { $whole }
map-nobody = none yet
map-target = target
classes-unplanned = Without sessions
chart-target = target { $target }

### Möjliga dubbletter, att ta igen
namesakes-title = Possible duplicates
namesakes-text = If they are joined, the student counts once, with the attendance of both.
namesake-same = The same person
namesake-other = Not the same person
namesake-born = born { $day }
namesake-born-unknown = birth date not known
rescue-minutes = { $missing } more needed to reach the threshold.
rescue-sessions = { $count ->
    [one] One more session is needed to reach the threshold.
   *[other] { $count } more sessions are needed to reach the threshold.
}
rescue-nothing = No other class has a session to come where it can be made up. Plan one, and the student can come along as a guest.
rescue-chances = It can be made up as a guest:
rescue-chance = Session { $number } in { $class }, { $school }, { $day }

### Mål och regel
settings-upper-secondary-only = Only upper-secondary students count towards the target
settings-exemptions = Students who join late may be exempted from earlier sessions
settings-municipal-show = Targets by municipality
settings-municipal-hide = Hide the targets by municipality
settings-municipal-sum = { $count ->
    [0] none set
    [one] one set: { $sum }
   *[other] { $count } set, { $sum } together
}
settings-rule-effect = With the new rule { $then } count instead of { $now }: { $gained ->
    [one] 1 begins
   *[other] { $gained } begin
} to count, { $lost ->
    [one] 1 no longer does
   *[other] { $lost } no longer do
}.
settings-rule-gained = begins to count
settings-rule-lost = no longer counts

### Rapporten
report-title = Progress report
report-file = progress report { $day }
report-file-in-full = contains small numbers
report-programme = Programme
report-period = Period
report-as-of = Up to and including
report-known = Data
report-known-now = as the register stood on { $day }, when the report was made
report-known-at = as the register stood at the end of { $day }
report-small = Small numbers
report-small-told = contains small numbers – for your own work only
report-small-hidden = numbers below 5 are shown as ..
report-all = all
report-whole = Progress
report-at-end = At the end of the period
report-in-period = New in the period
report-month = Month
report-by = Breakdown
report-row = Row
report-definitions = How it is counted
report-define-enrolled = Enrolled means everyone who was ever in a class of the course, also those who have left.
report-define-started = Started means having been at one session or more within the programme’s period.
report-define-completed = Completed means that the student counts. { $rule } Only sessions that were held give attendance; lateness is taken off, absence is not counted.
report-define-rows = Each student is counted once and stands in one row of each table: the class that makes the student count, else the one with most attendance, else the latest. The municipality is the school's.
report-define-hidden = Numbers below 5 are replaced by .. so that nobody can be singled out, and so are numbers that differ by less than 5 from another of the same row, and further numbers with them so that they can't be computed from the sums. Zero is shown only where nobody is enrolled or nobody has begun.
report-define-differences-told = Numbers below 5 are replaced by .. so that nobody can be singled out, and further numbers with them so that they can't be computed from the sums. Two numbers of a row can differ by less than 5. Zero is shown only where nobody is enrolled or nobody has begun.
report-define-in-full = All numbers are shown, the small ones too. Don't hand this file out.
report-chart-alternative = Chart: { $completed } of { $target } students had completed on { $day }. The numbers are in the table below.
report-bars-alternative = Bars by { $by }: enrolled, and of those completed. The numbers are in the table below.

### Export
export-unit-code = School unit code
export-attended = Minutes attended
export-planned = Minutes planned
export-protected = Protected personal data
export-yes = yes
export-id = Id
export-session = Session
export-date = Date
export-time = Time
export-student = Student
export-mark = Attendance
export-minutes = Minutes
export-present = present
export-late = late
export-excused = excused
export-unexcused = unexcused
export-attendance = Attendance
export-place = Place
export-leader = Leader
export-there = Present
export-students = Students

### Kommandona report och export
help-report = Make a progress report
help-report-out = File to save; its extension decides the format
help-report-from = First day of the period; else the programme's
help-report-to = Last day of the period; else today
help-report-course = Course; else the first
help-report-by = Break down by; may be given several times
help-report-known-at = As the register stood at the end of this day
help-report-in-full = Show small numbers too, for your own work
help-report-differences = Tell small differences between enrolled, started and completed, too
help-report-plain = Commas and decimal points in .csv
help-report-keep = Keep the report in the register
help-export = Write a table for other programs
help-export-what = What: students, attendance or sessions
help-export-out = File to save; .ics for sessions only
help-export-plain = Commas and decimal points in .csv
cli-bad-ending = { $path } has a file extension that can’t be used here. Nothing was saved. Exports are saved as .xlsx, .csv or .ics, reports as .pdf, .xlsx or .csv.

### Rapporter
reports-figures = Figures
reports-gaps = Gaps
reports-report = Report
reports-export = Export
reports-up-to = Up to { $day }:
reports-of-target = of the target of { $target } count
reports-have-started = have started
reports-are-enrolled = are enrolled
gaps-students = Students
gaps-one-left = { $count ->
    [one] student is one session from counting.
   *[other] students are one session from counting.
}
gaps-no-longer = { $count ->
    [one] student can no longer reach the threshold.
   *[other] students can no longer reach the threshold.
}
gaps-students-text = The student's page says what is missing, and where it can be made up.
gaps-classes = Classes below the threshold ({ $count })
gaps-classes-text = Classes where attendance so far is below the threshold.
gaps-no-classes = No class is below the threshold.
gaps-class = { $attended } attendance, the threshold is { $line }. { $school }
gaps-class-lost = { $count } of { $students } can no longer reach the threshold
gaps-schools = Schools without a class ({ $count })
gaps-no-schools = Every upper-secondary school has a class.
export-working = Writing the table
export-text = The tables hold personal data. Save them where nobody else can reach them.
export-students-text = All students with class, school, attendance and whether they count. Can be taken in again.
export-attendance-text = One row for each student and session held.
export-sessions-text = All sessions with time, place and number present.
export-xlsx = Excel
export-csv = CSV for Swedish Excel
export-csv-plain = CSV, commas
export-ics = Calendar
export-students-file = students
export-attendance-file = attendance
export-sessions-file = sessions
report-working = Making the report
report-from = From
report-to = Up to and including
report-breakdowns = Breakdowns
report-known-field = As the register stood on
report-known-hint = Leave empty for today’s data. Enter a day to get the same figures as then.
report-in-full = Show small numbers too
report-differences = Tell small differences between columns, too
report-keep = Keep the report in the register
report-pdf = Save as PDF
report-page-before = Previous page
report-page-after = Next page
report-kept-title = Kept reports
report-kept-none = None yet. A kept report opens exactly as it was.
report-kept-about = { $course }, { $period }. Made on { $day }.
report-open = Open
report-save-copy = Save a copy
report-remove = Remove
export-class-path = The class's path

### Intake: attendance files, duplicates

change-attendance-returned = took in an attendance file for { $class }: { $marks ->
    [one] one mark
   *[other] { $marks } marks
}
change-digests-kept = chose that duplicates may be found by identity number
change-digests-gone = chose that duplicates are not found by identity number
change-students-parted = parted { $student } and a student who had been joined
refusal-file-of-other-register = The attendance file belongs to another register. Nothing has changed. Open that register, or make a new file here.
intake-not-an-attendance-file = The file is not an attendance file from Kursliggaren. If it was saved in another format, open it in Excel, save it as .xlsx and try again. The register is untouched.
intake-attendance-file = The file is an attendance file, not a class list. The register is untouched. Take it in with Ctrl+I in the window, or with the command attendance-file.
intake-newer-attendance-file = The attendance file was made by a newer version of Kursliggaren. The register is untouched. Update the program.
intake-edited-codes = The attendance file's hidden codes have been edited, so nobody can tell who is who. The register is untouched. Make a new file and copy the marks over.
row-other-school = The row is about another school. Choose that school to take the row in.
attendance-file-sheet = Attendance
attendance-file-title = Attendance { $class }, { $school }, { $term }
attendance-file-marks = N present · S late (write minutes beside) · G excused · O unexcused · empty: not reported
attendance-file-how = Fill in day and marks, save and send the file back. Is somebody missing? Write the name at the bottom: whoever takes the file in sees it and adds the student.
attendance-file-student = Student
attendance-file-day = Day
attendance-file-session = Session { $number }
attendance-file-mark = Mark
attendance-file-late = Min
attendance-file-wrong = Not possible
attendance-file-marks-short = Choose N, S, G or O, or leave it empty.
attendance-file-minutes = Write minutes, 0 to { $most }.
cell-unknown-mark = the mark is none of N, S, G and O
cell-no-minutes = S needs minutes beside it
cell-minutes-without-late = minutes belong to S only: a student can’t be both on time and late
cell-bad-minutes = the minutes are not a number, or more than the session has
cell-bad-day = the day could not be read; write for example 3/2
cell-new-student = a student who is not in the class: add them by hand
cell-other-name = It says { $written }, but the row was made for { $student }: the rows may have been sorted without the hidden first column, or somebody has written over the name. Nothing of the row is taken in.
namesake-why = { $why } ({ $score }% likely)
namesake-compare = Which is right?
namesake-compare-text = This student stands to the left, the other to the right. The attendance of both is kept. Undo parts them again.
namesake-no-difference = What is known of the two does not conflict.
namesake-join = Join
namesake-joined = Joined with { $name }
namesake-part = Part again
alike-same-number = The same identity number
alike-same-name-and-day = The same name and birth date
alike-swapped = The same birth date, given and family name the other way round
alike-same-address = The same e-mail address
alike-spelling = The same birth date, the name spelled in another way
alike-changed-family-name = The same birth date, given name and school, another family name
alike-mistyped-day = The same name and school, almost the same birth date
alike-day-unknown = The same name, a birth date is missing
change-comes-to = Comes to { $class }
change-added = { $field }: { $to }
change-from-to = { $field }: { $from } → { $to }
change-left-unsettled = { $change } (left: several answers stand against each other)
mark-word-none = nothing
mark-word-present = present
mark-word-late-by = late { $minutes } min
mark-word-excused = excused
mark-word-unexcused = unexcused
return-mark = Session { $number }, { $name }: { $from } → { $to }
return-file = Attendance file for { $class }, made { $day }.
return-before = The file has been taken in before: everything in it is in the register already.
return-nothing = No mark differs from when the file was made.
return-count = { $count ->
    [one] One mark changes.
   *[other] { $count } marks change.
}
return-changed-since = { $count ->
    [one] One mark was changed in the register after the file was made. It changes only if you say so.
   *[other] { $count } marks were changed in the register after the file was made. They change only if you say so.
}
return-gone = { $count ->
    [one] One mark is about a student or a session that is no longer there. It was left out.
   *[other] { $count } marks are about students or sessions that are no longer there. They were left out.
}
return-day = Session { $number }: { $from } → { $to }
return-day-in-future = The session has been held, and the day is yet to come. It is left out.
return-day-outside-period = The day lies outside the programme’s period. It is changed only if you choose so.
cli-cell = Cell { $cell }: { $reason }
cli-sheet-row = Sheet { $sheet }, row { $row }: { $sentence }
cli-duplicate = { $one } · { $other }: { $reason } ({ $score }%)
help-import-leave-out = Do not take in this row (may be given several times)
help-import-with-protected = Take in students with protected personal data, with an alias instead of the name
help-import-delete-file = Delete the list's file when it has been taken in
help-attendance-file = Attendance file to a teacher on another computer, and back
help-attendance-file-file = A file that has come back
help-attendance-file-class = Make a file for the class, SCHOOL/CLASS
help-attendance-file-out = The file to make
help-attendance-file-dry-run = Show what would happen without saving
help-attendance-file-also-changed-since = Also marks that were changed in the register after the file was made
help-duplicates = Students who may be the same person
class-attendance-file = Attendance file for a teacher on another computer
import-paste = Paste
import-columns = Columns
import-rows = Row by row
import-no-rows = There are no rows here. Choose school and class, or correct the columns.
import-sheets-together = Several sheets together
import-family-first = The family name comes first
import-more-classes = { $count ->
    [one] and one more class
   *[other] and { $count } more classes
}
work-read = Reading the file
work-plan = Comparing the list with the register
rows-all = All
rows-new = New
rows-changed = Changed
rows-duplicates = Duplicates
rows-left = Left
rows-refused = Left out
rows-number = row { $row }
rows-sheet-number = { $sheet } row { $row }
rows-protected = Protected personal data
rows-leaves = Not in the list: has left { $class }
rows-is-same = The same person
rows-is-other = Not the same
rows-correct = Correct
rows-corrected = Done
rows-born = Born
rows-bad-day = The day can’t be understood.
rows-as-before = taken, as the last time
rows-no-given = the given name is missing
rows-no-family = the family name is missing
rows-take-all = Take all
rows-leave-all = Leave out all
rows-question = { $count ->
        [one] One row: { $reason }
       *[other] { $count } rows: { $reason }
    } { $taken ->
        [0] {""}
        [one] One is taken.
       *[other] { $taken } are taken.
    }
rows-same-as = The same person as { $name }, { $class }: gets what the list says
rows-with-alias = Taken in with an alias, without the name
rows-unchanged = Unchanged
rows-maybe = New, or the same person as { $name } in { $class }?
rows-maybe-protected = Is this { $names }, whose name was taken out? The student is added only if you say that it is somebody else.
rows-maybe-one-of = Is this one of the class’s { $count } students whose names were taken out? The student is added only if you say that it is somebody else.
rows-is-new = New
rows-again = The same new student as in { $class }
return-row-changed-since = Changed in the register after the file was made. It is changed only if you say so.
return-row-away = The student was not in the class that day, so the mark is left out.
return-row-taken = From the file
return-cell = Cell { $cell }
delete-file-title = Delete the file?
delete-file-text = { $name } has been taken in. The file may hold identity numbers and more that the register does not keep.
delete-file-note = It is deleted at once and does not go to the bin.
delete-file-keep = Keep the file
delete-file-do = Delete the file
delete-file-done = The file is deleted.
delete-file-failed = The file could not be deleted. Is it open in Excel?
settings-duplicates = Duplicates
settings-digests = Find duplicates by identity number, too
settings-digests-text = Of each identity number in a class list a check value is kept, never the number. Whoever has the register's file could work out the numbers with time and effort. Switched off, all check values are deleted for good.
help-option-class = SCHOOL/CLASS, with @TERM and :COURSE where needed
help-option-student = Name in the class, or the number that students shows (#ID)
help-option-students = Names in the class, or #ID; several may be given
help-option-remains = The one who remains (#ID)
help-option-other = The other one (#ID)
help-option-given = Given name
help-option-family = Family name
help-option-birth-date = Birth date
help-option-sex = Legal sex
help-option-study-path = Study path, for example SA
help-option-grade = Year
help-option-email = E-mail
help-option-phone = Telephone
help-option-role = Role
help-option-from = First day
help-option-to = Last day
help-option-date = The day; today unless given
help-option-session = The session’s number
help-option-reason = Why
help-option-take-back = Take it back instead
help-option-alias = Alias; else the next free one
help-option-dry-run = Show what would happen without saving
help-option-out = File or folder to save in
help-option-name = Name
help-option-term = Term, for example HT26
help-option-course = Course; else the first
help-option-target = Target, students
help-option-sessions = Number of sessions
help-option-minutes = Number of minutes
help-option-time = Time of day
help-option-place = Place, or the place on the certificate
help-option-leader = Leader
help-option-note = Note
help-option-replace = Clear the attendance marks
help-option-school = Unit code, name or a part of the name
help-option-unit-code = Unit code
help-option-municipality = Municipality, name or code
help-option-serial = The certificate’s number
help-option-name-on-page = The name on the page, for a student whose data is protected; it is not stored
help-student = A student: add, edit, move, exempt, protect
help-student-add = Add a student to a class
help-student-edit = Edit what is kept of a student
help-student-move = Move a student to another class
help-student-move-to = The class the student moves to
help-student-leave = Note that students have left the class
help-student-leave-date = Last day in the class; today unless given
help-student-join = Let a student into a class, or back into it
help-student-guest = Let a student of another class come along as a guest
help-student-exempt = Exempt a student from sessions held before joining
help-student-protect = Protect a student’s data: the name is taken away for good
help-student-protect-registration = Protected registration instead of confidentiality
help-student-protect-lift = Lift the protection
help-student-merge = Say that two students are one
help-student-merge-take = Field taken from the other; several may be given
help-student-part = Part two who were merged
help-student-tell-apart = Say that two students are not the same
help-student-extract = Save the extract of what is kept about a student
help-session = A session: plan, call off, take away
help-session-add = Add a session
help-session-edit = Edit a session; what is not named stays
help-session-edit-shift = Move those that follow by as much
help-session-date = Date all planned sessions, one a week
help-session-date-first = The first day
help-session-date-skip-week = Week to skip
help-session-cancel = Call a session off
help-session-plan-again = Make a logged or called-off session planned again
help-session-remove = Take away a session that is not part of the course’s plan
help-session-announce = Note that a student has announced an absence
help-session-list = Show a class’s sessions
help-class = A class: add, edit, remove, its papers
help-class-add = Add a class
help-class-edit = Edit a class
help-class-remove = Remove a class without attendance
help-class-summary = Save a class’s summary
help-class-cover = Save the cover sheet of a class’s certificates
help-school = A school and its contact persons
help-school-add = Add a school
help-school-edit = Edit a school
help-school-add-alias = Another name; several may be given
help-school-edit-alias = Another name; several may be given
help-school-contact = Add or edit a contact person
help-school-contact-remove = Remove the contact person
help-course = A course: target and who counts
help-course-add = Add a course
help-course-edit = Edit name, target and terms
help-course-edit-municipal-target = Target of a municipality, MUNICIPALITY=N
help-course-edit-exemptions = Whether students who join late may be exempted
help-course-edit-upper-secondary-only = Whether only upper-secondary students count toward the target
help-course-rule = Show or change who counts, with what it would change
help-course-rule-share = Share of the planned minutes, in percent
help-course-rule-started = Whoever has been there once
help-programme = Edit the programme’s name, period and partners
help-programme-partner = Partner; several may be given
help-programme-time-zone = Time zone, for example Europe/Stockholm
help-design = Change how certificates look
help-design-layout = Layout
help-design-hue = Colour
help-design-certificate-language = Language of new certificates
help-design-signatory = Name under the certificate
help-design-signatory-title = Title
help-design-file-name = File name, with {"{serial}"}, {"{class}"}, {"{student}"}, {"{school}"}
help-certificate = A certificate: issue, issue anew, revoke
help-certificate-issue = Issue a certificate for one student
help-certificate-revoke = Revoke a certificate
help-certificate-reissue = Issue a new certificate in place of another
help-certificates-dry-run = Show who would get a certificate without issuing
help-undo-change = Only this change (ID from history --json)
help-log-correct = Correct only those who are named; everyone else stays

# Working together

member-role-coordinator = coordinator
member-role-teacher = teacher
member-role-lead = project lead
member-this-computer = this computer
member-complete = everything until { $until }
member-old = { $days } days ago, { $until }
member-incomplete = something is missing still
member-not-begun = has not begun
cli-synced = { $sent ->
    [0] Nothing new to send
    [one] 1 change sent
   *[other] { $sent } changes sent
}, { $fetched ->
    [0] nothing new fetched
    [one] 1 change fetched
   *[other] { $fetched } changes fetched
}.
cli-sync-joining = Waiting for a coordinator’s program to let this computer in. Run sync again when that is done.
cli-sync-admitted = { $name } is in now.
cli-sync-waiting = { $count ->
    [one] 1 change exists but has not arrived yet
   *[other] { $count } changes exist but have not arrived yet
}. Run sync again later. If that does not help, ask who wrote them to run sync --anew.
cli-sync-conflicts = { $count ->
    [one] 1 answer differs
   *[other] { $count } answers differ
}: show them with conflicts.
cli-sync-forged = { $count ->
    [one] A file in the place was changed
   *[other] { $count } files in the place were changed
} by somebody who must not. Nothing of that was taken in. Ask whoever looks after the place.
cli-invited = Give the code to { $name }. It is good until { $until } and for one computer.
cli-withdrawn = The invitation of { $name } no longer holds.
cli-assigned = { $name } works with { $classes } from now on.
cli-recovery-asks = There is a recovery sheet already. It would stop holding. Add --yes to make a new one.
cli-stop-sharing-asks = The register would no longer be shared from this computer. It stays as it is, and the others go on sharing. Add --yes to do it.
cli-stopped-sharing = The register is no longer shared from this computer. It stays as it is.
cli-remove-member-asks = { $name } would get nothing new any more, and what { $name } writes from now on would not hold. What has been written so far stays. Add --yes to do it.
cli-member-removed = { $name } is no longer in it. The keys have been changed.
cli-no-conflicts = Nothing differs.
conflict-mine = you
conflict-student = Student { $name }
conflict-class = Class { $name }
conflict-school = School { $name }
conflict-session = Session { $number } of { $class }
conflict-mark = { $name }, session { $number } of { $class }
conflict-enrolment = { $name } in { $class }
conflict-certificate = Certificate { $name }
conflict-course = Course { $name }
conflict-programme = The programme
conflict-person = { $name }
conflict-other = Something
conflict-edited-though-removed = removed by one, edited by another. It stays until somebody decides.
conflict-removed-elsewhere = removed by one, added by another. It stays until somebody decides.
conflict-ledger-is-frozen = somebody changed what can’t be changed in the ledger. It has no effect.
conflict-joined-in-circle = said to be the same person, round in a circle. One of them remains.
conflict-removed-but-used = removed, but other things belong to it. They do not count.
conflict-mark-at-cancelled-session = attendance at a session that was called off. It does not count.
conflict-mark-outside-class = attendance in a class the student is not in. It does not count.
conflict-issued-twice = two valid certificates of one kind. Revoke one.
conflict-reissued-twice = two new certificates in place of one.
conflict-revoked-and-reissued = both revoked and replaced.
conflict-same-serial = two certificates with one number.
conflict-same-alias = two protected students with one alias.
conflict-possible-duplicate = may have been added twice.
field-given = given name
field-family = family name
field-alias = alias
field-protection = protection
field-birth-date = day of birth
field-legal-sex = legal sex
field-grade = year of study
field-merged-into = same person as
field-study-path = study path
field-email = e-mail
field-phone = phone
field-name = name
field-school = school
field-term = term
field-target = target
field-rule = who counts
field-date = day
field-starts-at = time
field-minutes = minutes
field-place = place
field-leader = leader
field-note = note
field-status = held or called off
field-reason = reason
field-mark = attendance
field-starts-on = first day in the class
field-ends-on = last day in the class
field-municipality = municipality
field-deleted = kept or removed
field-other = something else
answer-removed = removed
answer-kept = kept
answer-nothing = (empty)
answer-planned = planned
answer-held = held
answer-cancelled = called off
answer-another = another
answer-content = the content
refusal-no-such-side = There is no such answer to choose, or there are several. Choose with --mine, --theirs 1, --theirs 2 or --value. Nothing was changed.
exchange-no-place = “{ $address }” is no place that can be used. Write a folder.
exchange-shared-already = The register is shared already. Nothing was changed.
exchange-not-shared = The register is not shared. Begin with share, or join one that is with join.
exchange-place-taken = There is something in the place already. Choose an empty folder, and nothing there is touched. The register is as it was.
exchange-other-register = The place does not hold this register: it is empty, replaced or somebody else’s. Nothing was sent or fetched.
exchange-newer-form = The place is written by a newer version of the program. Update the program on this computer. Nothing was sent or fetched.
exchange-clock-ahead = The clock of { $name } is a day or more ahead of this computer’s. Check both. Everything was sent and fetched all the same.
exchange-differing = { $name } has the same changes but something else in the register. Both stay as they are. Run Check the register on both computers, and tell whoever looks after the program.
exchange-wrong-code = The code is not right. Check each group, or ask for a new one. Nothing was changed.
exchange-taken-before = { $name } has had that class before. Remove { $name } and invite again, and the computer gets the classes anew. Nothing was changed.
exchange-unknown-invitation = Nobody called { $name } is invited. Nothing was changed.
exchange-invitation-over = The invitation no longer holds: it is too old, used, or taken back. Ask for a new code.
exchange-oneself = You can’t remove yourself. Let another coordinator do it, or stop sharing from this computer (stop-sharing). Nothing was changed.
exchange-no-teacher = { $name } is no teacher; only teachers have classes. Nothing was changed.
exchange-sheet-over = The recovery sheet no longer holds: a newer one was made. Nothing was changed.
exchange-no-name = Give a name. Nothing was changed.
exchange-refused = { $count ->
    [one] 1 change
   *[other] { $count } changes
} by { $name } does not hold here: it belongs to something that { $name } does not work with, or no longer. It is kept without effect; let a coordinator write it where it is right.
exchange-only-coordinators = Only a coordinator can do that. Nothing was changed.
exchange-unknown-member = Nobody called “{ $name }” is in it. Show who is with members.
exchange-last-coordinator = Without the last coordinator nobody can be let in any more. Invite a coordinator first. Nothing was changed.
exchange-removed = This computer is no longer in it. What was written here is still here; ask a coordinator.
exchange-no-class = A teacher needs at least one class. Give it with --class.
exchange-unreadable = Something in the place can’t be read. Nothing of it was taken in. Try again later; otherwise ask a coordinator.
exchange-no-device-keys = The computer’s own keys can’t be read. Unlock the keyring and try again. Nothing was changed.
exchange-no-chance = The computer gives no random numbers just now. Try again. Nothing was changed.
store-unknown = The place does not know the name or the password. Give them anew. Nothing was sent or fetched.
store-untrusted = The certificate of the place can’t be trusted, so nothing was sent or fetched. Check the address, or ask whoever looks after the place.
store-clock = This computer’s clock and the place’s differ by more than half a day. Set the computer’s clock right. Nothing was sent or fetched.
store-refused = The place answered something unexpected ({ $status }). What is not sent stays here and is sent the next time.
store-unreachable = The place can’t be reached. What was written waits here. Check the connection and try again.
store-forbidden = The place does not let you read or write there. What was written waits here. Ask for access to the folder.
store-full = The place is full. What was written waits here. Make room and try again.
store-failed = The place gave a wrong answer. What was written waits here. Try again later.
place-together = Together
place-conflicts = What differs
together-begin = Work together
together-begin-text = You who work with the programme can have the same register, each on your own computer. What you write is put encrypted in a place that all of you reach: a synced folder, a folder on the network, a stick, WebDAV or S3. No server is needed, and everybody can write without a network.
together-folder = Folder or address (empty)
together-share = Begin to work together
together-joining = Waiting to be let in
together-not-exchanged = Not sent and fetched
together-waiting = { $count ->
    [one] 1 change is on its way
   *[other] { $count } changes are on their way
}
together-all-exchanged = Everything is sent and fetched
together-last = Last { $at }.{ $count ->
    [0] {""}
    [one] {" "}1 change came in.
   *[other] {" "}{ $count } changes came in.
}
together-never = Nothing has been sent or fetched yet.
together-exchange = Send and fetch
together-exchanging = Sending and fetching
together-members = Who is in it
together-count = { $count } with you
together-invite = Invite …
together-you = { $name }, you
together-gets-everything = sees and changes everything
together-gets-classes = { $classes }: log
together-gets-figures = sees the figures, no names
together-remove = Remove
together-keep = Keep
together-remove-asks = { $name } gets nothing new any more, and what { $name } writes from now on does not hold. What has been written so far stays.
together-differ = { $count ->
    [one] 1 answer differs
   *[other] { $count } answers differ
}
together-differ-text = Two have changed the same thing. Nothing is gone: both answers stay until somebody chooses.
together-settle = Settle …
together-place = The place
together-shared-folder = Shared folder
together-encrypted = encrypted before it leaves the computer
together-invitation = Invitation to { $name }
together-code-text = { $name } types the code when the program is started for the first time.
together-code-until = good until { $until }
together-copy = Copy
together-invite-heading = Invite somebody
together-name = Name
together-role = What they may do
together-class = Class
together-make-code = Make a code
together-login-not-kept = The computer has no keyring that can keep the password. Give it again next time, or in KURSLIGGAREN_PLACE_USER and KURSLIGGAREN_PLACE_PASSWORD.
together-shared-webdav = Shared folder (WebDAV)
together-shared-s3 = Shared bucket (S3)
together-relocate = Change
together-lies-here = The place lies here now
together-relocate-text = Was the folder moved, or the password changed? Give the new one. It must be the same place: nothing is copied there.
together-anew-text = Do others say that something from here does not arrive? Then files may have gone from the place.
together-anew = Send everything again
together-stop = Stop working together
together-go-on = Go on together
together-stop-asks = The register is no longer shared from this computer. It stays as it is, and the others go on sharing. What has not been sent does not reach them.
together-leave = Remove
together-classes = Classes
together-withdraw = Take back
together-assign = Classes …
together-assign-text = { $name } gets what belongs to these classes. What was written in other classes stays.
package-title = A package for a teacher
package-text = A file with a class, for somebody who can’t reach the place. The teacher logs in it and sends it back.
package-make = Make package
package-making = Making the package
package-looking = Looking into the package
package-take-back = Take in a package …
package-file = Package { $class } { $name }
package-back-file = Back to the coordinator
package-code-text = The code opens the package. Tell { $name } by phone, don’t send it in the same mail. It is shown only now.
package-code-told = The code is told
package-out = { $name }: package out since { $since }
package-came-back = The package from { $name }: { $count ->
    [0] nothing new
    [one] 1 change
   *[other] { $count } changes
}
package-more = and { $count } more
package-take-in = Take in
package-leave-out = Leave out
package-own-title = This is a package
package-own-text = You log here as usual. When you are done you make a file and send it to the coordinator. You can send several times.
package-send-back = Send back …
unsettled = Several answers stand against each other here.
difference-unsettled = { $about }, { $field }: { $one } against { $other } – both stay until somebody decides
cli-several-sessions = Several sessions have number { $number }: { $codes }. Give the code instead of the number. Nothing has been changed.
cli-not-chosen = There are no answers to choose between here. { $advice } Nothing has been changed.
advice-part = Part those who are not the same person with “student part”.
advice-alias = Give one of them another alias: lift the protection and protect again with “student protect --alias”.
advice-removed-but-used = Undo the removal with “undo --change”, or remove what uses it.
advice-cancelled = Plan the session again with “session plan-again” if it was held, or clear the mark under Attendance.
advice-outside-class = Give the student a place in the class with “student join”, or clear the mark under Attendance.
advice-certificates = Keep one and revoke the other with “certificate revoke”.
advice-sessions = Remove one with “session remove --session CODE” if they are the same; “session list” shows the codes.
advice-classes = Move the students to one with “student move” and remove the other with “class remove” if they are the same.
advice-students = Join them with “student merge”, or say that they differ with “student tell-apart”.
advice-row = It is decided in the window, under Together.
left-unsettled = { $count ->
        [one] One was left as it is: several answers stand against each other there.
       *[other] { $count } were left as they are: several answers stand against each other there.
}
recovery-title = Recovery sheet
recovery-made = Made
recovery-text = The code and the place open the whole register, also when all computers are lost. Keep the sheet locked away, like a key. A sheet that was made earlier no longer holds.
recovery-squares = The code and the place as squares, to be read with a phone
recovery-how = How it is used
recovery-how-text = Start the program on a new computer, choose Join others, and type the code and the place. The computer is in it at once. Then remove the computers that are lost, and make a new sheet.
recovery-asks = The sheet opens the whole register. One that was made before stops holding.
recovery-do = Make the sheet
recovery-make = Recovery sheet …
recovery-done = The sheet is put away
recovery-save = Save as PDF
recovery-shown-once = The code is shown only now.
conflicts-text = You have changed the same thing, each on your own. All answers stay in the history, whichever you choose.
conflicts-chosen = { $count } of { $all } chosen; what is not chosen waits
conflicts-later = Later
conflicts-save = { $count ->
    [one] Save 1 choice
   *[other] Save { $count } choices
}
conflicts-other = Something else
conflicts-somebody = somebody
window-exchanged = Sent { $at }
window-not-exchanged = Place out of reach
window-differing = { $count } differ
together-begun = The register is shared now. Invite the others.
moment-today = today { $time }
moment-yesterday = yesterday { $time }
cli-packaged = Send { $path } to the teacher and tell the code by phone. The teacher opens it with join { $path } --code.
cli-package-opened = The package is opened: { $path }. Log in it, and make a file to send back with package --send-back.
cli-package-would-come-back = { $name } has made { $count ->
    [one] 1 change
   *[other] { $count } changes
}. Nothing was taken in.
cli-package-came-back = { $count ->
    [one] 1 change of { $name } was taken in.
   *[other] { $count } changes of { $name } were taken in.
}
cli-package-was-back = Everything of { $name } had been taken in.
exchange-no-package = The file belongs to no package that was given from here, or is none. Nothing was changed.
