//! The same jobs without a window: what each command answers, and what it refuses.

#[path = "support/program.rs"]
mod program;

use program::{Program, fields, said};

/// Asserts that a document has exactly these fields.
fn has_fields(document: &serde_json::Value, wanted: &str) {
    let mut wanted: Vec<&str> = wanted.split(' ').collect();
    wanted.sort_unstable();

    assert_eq!(fields(document), wanted);
}

#[test]
fn a_whole_programme_is_run_from_the_command_line() {
    let program = Program::new();
    let new = program.json(&["new", "--name", "Prov", "--target", "3", "--from", "2026-07-01"]);
    has_fields(&new, "register programme course target from to");
    let list = program.file("list.csv", "Namn;Klass\nÖberg, Elin;SA26A\nHaddad, Amir;SA26A\n");
    let import = program.json(&["import", &list, "--school", "73046137"]);
    has_fields(
        &import,
        "new changed unchanged asked left_out refused possible_duplicates left classes class students dry_run warnings changes",
    );
    assert_eq!(import["class"], "73046137/SA26A@HT26");
    assert_eq!((&import["new"], &import["students"]), (&2.into(), &2.into()));

    let log = program.json(&[
        "log",
        "--class",
        "Lugnet/SA26A",
        "--session",
        "1",
        "--date",
        "2026-10-01",
        "--late",
        "elin öberg=15",
        "--excused",
        "Amir Haddad",
    ]);
    has_fields(
        &log,
        "class session status held_on present late excused unexcused unreported changed",
    );
    assert_eq!((&log["late"], &log["excused"], &log["present"]), (&1.into(), &1.into(), &0.into()));
    for number in 2..=6 {
        program.log(number);
    }

    let progress = program.json(&["progress", "--by", "municipality"]);
    has_fields(
        &progress,
        "as_of known_at course target enrolled started completed required_per_week forecast by",
    );
    assert_eq!(
        (&progress["completed"], &progress["forecast"]),
        (&2.into(), &serde_json::Value::Null)
    );
    assert_eq!(progress["by"].as_array().unwrap().len(), 15);
    let before = program.json(&["progress", "--as-of", "2026-10-04"]);
    assert_eq!((&before["completed"], &before["started"]), (&0.into(), &2.into()));
    assert!(before.get("by").is_none());

    let students = program.json(&["students", "oberg"]);
    let student = &students[0];
    has_fields(
        student,
        "id name classes attended_minutes planned_minutes counts verdict code reason enrolments",
    );
    assert_eq!((&student["attended_minutes"], &student["counts"]), (&525.into(), &true.into()));
    has_fields(
        &student["enrolments"][0],
        "class course attended_minutes planned_minutes verdict code reason",
    );

    let certificates = program.json(&["certificates", "--class", "SA26A", "--out", "intyg"]);
    has_fields(&certificates, "issued copies skipped pages");
    has_fields(&certificates["issued"][0], "serial student_id student class file page");
    assert_eq!(certificates["pages"], 2);
    let again = program.json(&["certificates", "--all", "--out", "intyg", "--one-file"]);
    assert_eq!(again["issued"].as_array().unwrap().len(), 0);
    assert_eq!(again["copies"][0]["serial"], certificates["issued"][0]["serial"]);
    assert!(program.path("intyg/certificates.pdf").exists());

    let roster = program.json(&["roster", "--class", "SA26A", "--out", "lista.pdf"]);
    has_fields(&roster, "class file pages students sessions");
    let one = ["roster", "--class", "SA26A", "--session", "2", "--out", "lista2.pdf"];
    assert_eq!(program.json(&one)["sessions"], 1);
    let verified =
        program.json(&["verify", &program.path("intyg/certificates.pdf").display().to_string()]);
    has_fields(&verified, "valid certificates");
    has_fields(&verified["certificates"][0], "valid serial status code reason content");
    has_fields(
        &verified["certificates"][0]["content"],
        "kind name course issuer attended_minutes planned_minutes issued_on",
    );
    assert_eq!(
        (&verified["valid"], &verified["certificates"][1]["status"]),
        (&true.into(), &"valid".into())
    );
    let history = program.json(&["history"]);
    has_fields(&history[0], "change at person kind sentence undone tried");
    assert_eq!(history[0]["kind"], "certificates_issued");
    let check = program.json(&["check"]);
    has_fields(&check, "ok problems changes ops");
    assert_eq!(check["ok"], true);
    has_fields(&program.json(&["backup", "--out", "kopia.db"]), "file");
}

#[test]
fn the_same_list_twice_changes_nothing_and_a_dry_run_writes_nothing() {
    let program = Program::with_class();
    let list = program.path("list.csv").display().to_string();
    let import = ["import", &list, "--school", "Lugnet", "--class", "SA26A"];
    let again = program.json(&import);
    assert_eq!((&again["unchanged"], &again["new"]), (&3.into(), &0.into()));

    let before = std::fs::read(program.register()).unwrap();
    let other = program.file("other.csv", "Förnamn;Efternamn\nSara;Alm\n");
    let dry =
        program.json(&["import", &other, "--school", "Lugnet", "--class", "TE26", "--dry-run"]);
    assert_eq!((&dry["dry_run"], &dry["new"]), (&true.into(), &1.into()));
    assert_eq!(std::fs::read(program.register()).unwrap(), before);
}

#[test]
fn a_complete_list_says_who_has_left() {
    let program = Program::with_class();
    let newer = program.file("newer.csv", "Förnamn;Efternamn\nElin;Öberg\nSara;Alm\n");
    let import =
        program.json(&["import", &newer, "--school", "Lugnet", "--class", "SA26A", "--complete"]);

    assert_eq!(
        (&import["left"], &import["new"], &import["students"]),
        (&2.into(), &1.into(), &2.into())
    );
}

#[test]
fn a_reported_session_is_logged_again_only_when_that_is_meant() {
    let program = Program::with_class();
    program.log(1);
    let log =
        ["log", "--class", "SA26A", "--session", "1", "--date", "2026-10-01", "--absent", "Noah"];
    assert!(program.refused(&log).contains("--replace"));

    let mut replace = log.to_vec();
    replace.push("--replace");
    assert_eq!(program.json(&replace)["unexcused"], 1);
}

#[test]
fn odd_dates_need_to_be_meant() {
    let program = Program::with_class();
    for date in ["2026-12-24", "2020-01-01"] {
        let log = ["log", "--class", "SA26A", "--session", "1", "--date", date];
        assert!(program.refused(&log).contains("--anyway"), "{date}");
    }
    assert!(
        program
            .refused(&["log", "--class", "SA26A", "--session", "1", "--date", "mars"])
            .contains("mars")
    );
    program.done(&[
        "log",
        "--class",
        "SA26A",
        "--session",
        "1",
        "--date",
        "2026-12-24",
        "--anyway",
    ]);
}

#[test]
fn a_session_is_called_off_and_its_marks_only_when_that_is_meant() {
    let program = Program::with_class();
    program.log(1);
    let cancel = [
        "log",
        "--class",
        "SA26A",
        "--session",
        "1",
        "--date",
        "2026-10-01",
        "--cancelled",
        "Sjuk",
    ];
    assert!(program.refused(&cancel).contains("--replace"));

    let mut replace = cancel.to_vec();
    replace.push("--replace");
    let log = program.json(&replace);
    assert_eq!((&log["status"], &log["held_on"]), (&"cancelled".into(), &serde_json::Value::Null));
    assert_eq!(program.json(&["undo"])["kind"], "session_cancelled");
    assert_eq!(program.json(&["students", "Elin"])[0]["attended_minutes"], 90);
}

#[test]
fn a_name_that_fits_several_is_refused_and_an_id_is_not() {
    let program = Program::with_register();
    let list = program.file(
        "list.csv",
        "Förnamn;Efternamn;Personnr\nElin;Ek;20090301-0000\nElin;Ek;20090401-0000\nSara;Ek;\n",
    );
    program.done(&["import", &list, "--school", "Lugnet", "--class", "SA26A"]);
    let log = |name: &str| {
        let words =
            ["log", "--class", "SA26A", "--session", "1", "--date", "2026-10-01", "--absent", name];
        program.run(&words)
    };
    let sentence = program.refused(&[
        "log",
        "--class",
        "SA26A",
        "--session",
        "1",
        "--date",
        "2026-10-01",
        "--absent",
        "Elin Ek",
    ]);
    assert_eq!(sentence.matches('#').count(), 3, "{sentence}");
    assert!(said(&log("Nils")).contains("Nils"));

    let students = program.json(&["students", "elin"]);
    let id = format!("#{}", students[0]["id"].as_str().unwrap());
    assert!(log(&id).status.success());
    let schools = program.refused(&["import", &list, "--school", "VBU", "--class", "X"]);
    assert!(schools.contains("VBU Smeden"), "{schools}");
}

#[test]
fn a_class_that_fits_several_is_refused_and_listed() {
    let program = Program::with_class();
    let list = program.path("list.csv").display().to_string();
    program.done(&["import", &list, "--school", "Kristine", "--class", "SA26A"]);
    let log = ["log", "--class", "SA26A", "--session", "1", "--date", "2026-10-01"];

    assert!(program.refused(&log).contains("73046137/SA26A@HT26"));
    program.done(&["log", "--class", "Kristine/SA26A", "--session", "1", "--date", "2026-10-01"]);
}

#[test]
fn rows_are_refused_by_number_and_never_by_name() {
    let program = Program::with_register();
    let list =
        program.file("list.csv", "Förnamn;Efternamn;Skyddad\nElin;Ek;Ja\n;;Nej\nSara;Alm;\n");
    let import = program.json(&["import", &list, "--school", "Lugnet", "--class", "SA26A"]);
    let refused = import["refused"].as_array().unwrap();

    assert_eq!(refused.len(), 2);
    assert_eq!((&refused[0]["row"], &refused[0]["code"]), (&2.into(), &"protected".into()));
    assert_eq!((&refused[1]["row"], &refused[1]["code"]), (&3.into(), &"no_name".into()));
    assert!(!import.to_string().contains("Ek"));
}

#[test]
fn undo_and_redo_tell_what_they_did() {
    let program = Program::with_class();
    let undo = program.json(&["undo"]);
    has_fields(&undo, "change kind sentence");
    assert_eq!(undo["kind"], "list_imported");
    assert_eq!(program.json(&["students"]).as_array().unwrap().len(), 0);
    assert_eq!(program.json(&["redo"])["kind"], "list_imported");
    assert_eq!(program.json(&["students"]).as_array().unwrap().len(), 3);
    assert!(!program.refused(&["redo"]).is_empty());
}

#[test]
fn a_sample_is_made_once_and_never_overwritten() {
    let program = Program::new();
    let made = program.json(&["demo", "prov", "--no-window", "--students", "60"]);
    has_fields(&made, "folder register certificates roster report classes students made");
    assert_eq!((&made["students"], &made["made"]), (&60.into(), &true.into()));
    for file in ["register.db", "certificates.pdf", "roster.pdf", "report.pdf"] {
        assert!(program.path("prov").join(file).exists(), "{file}");
    }
    let bytes = std::fs::read(program.path("prov/register.db")).unwrap();
    assert_eq!(program.json(&["demo", "prov", "--no-window"])["made"], false);
    assert_eq!(std::fs::read(program.path("prov/register.db")).unwrap(), bytes);
    let without_display = program.done(&["demo", "prov"]);
    assert!(without_display.contains("ingen skärm"), "{without_display}");
}

#[test]
fn wrong_usage_is_told_apart_from_refusal() {
    let program = Program::new();
    for words in
        [&["fnord"][..], &["log"], &["certificates", "--out", "x"], &["progress", "--by", "x"]]
    {
        assert_eq!(program.run(words).status.code(), Some(2), "{words:?}");
    }
    assert!(program.refused(&[]).contains("skärm"));
}

#[test]
fn refusals_are_said_in_the_readers_language() {
    let program = Program::new();
    assert!(program.refused(&["check"]).contains("Skapa ett med ”kursliggaren new”"));
    let english = std::process::Command::new(env!("CARGO_BIN_EXE_kursliggaren"))
        .env("KURSLIGGAREN_HOME", program.path("home"))
        .args(["check", "--language", "en"])
        .output()
        .unwrap();
    assert!(said(&english).contains("There is no register"), "{}", said(&english));
    assert!(!program.register().exists(), "nothing is made in passing");
}

#[test]
fn a_certificate_is_checked_wherever_its_code_comes_from() {
    let program = Program::new();
    program.json(&["new", "--from", "2026-07-01"]);
    let list = program.file("list.csv", "Namn;Klass\nÖberg, Elin;SA26A\nZoo\u{378}, Aya;SA26A\n");
    program.json(&["import", &list, "--school", "73046137"]);
    for number in 1..=6 {
        program.log(number);
    }
    let printed =
        program.json(&["certificates", "--all", "--out", "intyg", "--one-file", "--bilingual"]);
    assert_eq!(printed["issued"].as_array().unwrap().len(), 1);
    assert_eq!(printed["skipped"][0]["code"], "letters");
    let pdf = program.path("intyg/certificates.pdf").display().to_string();
    let code = kursliggaren::seal::read::file(&std::fs::read(&pdf).unwrap()).unwrap().remove(0);

    assert_eq!(program.json(&["verify", &code])["certificates"][0]["status"], "valid");
    let altered = code.replace("KL1:", "KL1:A");
    for wrong in [altered.as_str(), "KL1:", "hej", "KL9:ABC"] {
        let answer = program.run(&["verify", wrong, "--json"]);
        assert_eq!(answer.status.code(), Some(1), "{wrong}");
        let document: serde_json::Value = serde_json::from_slice(&answer.stdout).unwrap();
        assert_eq!(document["valid"], false);
        assert_eq!(document["certificates"][0]["status"], "unknown");
    }
    let empty = program.file("tom.pdf", "%PDF-1.7");
    let answer = program.run(&["verify", &empty]);
    assert_eq!(answer.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&answer.stderr).contains("tom.pdf"));
    let badly = program.run(&["verify", &code, "--key", "123"]);
    assert_eq!(badly.status.code(), Some(1));
    let stranger = "0".repeat(64);
    assert_eq!(program.run(&["verify", &code, "--key", &stranger]).status.code(), Some(1));
}

#[test]
fn reports_are_made_kept_and_told_apart_by_their_ending() {
    let program = Program::with_class();
    for number in 1..=5 {
        program.log(number);
    }
    let report = program.json(&["report", "--out", "r.pdf", "--keep"]);
    has_fields(&report, "file course from to known_at small_numbers kept");
    assert_eq!((&report["kept"], &report["small_numbers"]), (&true.into(), &false.into()));
    let history = program.json(&["history"]);
    assert_eq!(history[0]["kind"], "report_kept");
    let words =
        ["report", "--out", "r.csv", "--in-full", "--plain", "--by", "school", "--by", "sex"];
    program.done(&words);
    let table = std::fs::read_to_string(program.path("r.csv")).unwrap();
    assert!(table.contains(",Alla,Alla,alla,3,3,3,1.0000"), "{table}");
    program.done(&["report", "--out", "r.xlsx", "--from", "2026-10-01", "--to", "2026-10-31"]);
    assert!(program.refused(&["report", "--out", "r.doc"]).contains("r.doc"));
    assert!(!program.path("r.doc").exists());
    let backwards = ["report", "--out", "x.pdf", "--from", "2026-11-01", "--to", "2026-10-01"];
    assert!(!program.refused(&backwards).is_empty());
    assert!(!program.path("x.pdf").exists());
}

#[test]
fn figures_are_asked_for_a_day_and_as_they_were_known() {
    let program = Program::with_class();
    for number in 1..=5 {
        program.log(number);
    }
    let both = ["progress", "--as-of", "2026-10-03", "--known-at", "2026-11-23"];
    let progress = program.json(&both);
    assert_eq!(
        (&progress["as_of"], &progress["known_at"]),
        (&"2026-10-03".into(), &"2026-11-23".into())
    );
    assert_eq!((&progress["started"], &progress["completed"]), (&3.into(), &0.into()));
    assert_eq!(program.json(&["progress"])["known_at"], serde_json::Value::Null);
    let early = program.refused(&["progress", "--known-at", "2026-01-01"]);
    assert!(early.contains("2026-11-23"), "{early}");
}

#[test]
fn tables_go_out_for_other_programs_and_come_in_again() {
    let program = Program::with_class();
    program.log(1);
    let answer = program.json(&["export", "students", "--out", "elever.csv"]);
    has_fields(&answer, "file rows");
    assert_eq!(answer["rows"], 3);
    let again = program.json(&["import", "elever.csv", "--school", "Lugnet", "--class", "SA26A"]);
    assert_eq!((&again["unchanged"], &again["new"]), (&3.into(), &0.into()));
    assert_eq!(program.json(&["export", "attendance", "--out", "n.xlsx"])["rows"], 3);
    assert_eq!(program.json(&["export", "sessions", "--out", "t.ics"])["rows"], 1);
    assert!(program.refused(&["export", "students", "--out", "e.ics"]).contains("e.ics"));
}

/// The commands below one, as its help lists them.
fn commands(program: &Program, path: &[&str]) -> Vec<String> {
    let mut words = path.to_vec();
    words.push("--help");
    let help = program.done(&words);
    let listed = help.lines().skip_while(|line| *line != "Commands:").skip(1);

    listed
        .take_while(|line| !line.is_empty())
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "))
        .filter_map(|line| line.split_whitespace().next().map(str::to_owned))
        .collect()
}

#[test]
fn the_readme_lists_every_job_and_no_other() {
    let program = Program::new();
    let mut jobs = Vec::new();
    for command in commands(&program, &[]) {
        let below = commands(&program, &[&command]);
        // One that does something by itself, too, says so where it tells how it is written.
        let help = program.done(&[&command, "--help"]);
        if below.is_empty() || help.contains("[COMMAND]") {
            jobs.push(command.clone());
        }
        jobs.extend(below.iter().map(|one| format!("{command} {one}")));
    }
    let readme = include_str!("../README.md");
    let table = readme.split("| command | |\n").nth(1).expect("the table of jobs");
    let told: Vec<&str> = table
        .lines()
        .skip(1)
        .take_while(|line| line.starts_with("| `"))
        .filter_map(|line| line.split('`').nth(1))
        .collect();

    assert_eq!(told, jobs);
    assert!(jobs.len() > 50, "{}", jobs.len());
}

#[test]
fn the_students_export_is_read_back_as_it_was_in_both_languages() {
    let program = Program::with_register();
    let list = program.file(
        "list.csv",
        "Förnamn;Efternamn;Född;Kön;Studieväg;Årskurs;E-post;Klass\n\
         Elin;Öberg;2009-03-02;K;SA;1;elin@example.org;SA26A\n\
         Amir;Haddad;2009-11-30;M;SA;2;amir@example.org;SA26A\n\
         Anna-Karin;von Segebaden;;K;;;;SA26A\n\
         Noah;Ek;;;;3;;SA26A\n",
    );
    program.done(&["import", &list, "--school", "Lugnet"]);
    let kept = |program: &Program| {
        let flags = rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY;
        let connection = rusqlite::Connection::open_with_flags(program.register(), flags).unwrap();
        let mut statement = connection
            .prepare(
                "SELECT student.given || '|' || student.family || '|' ||
                        coalesce(birth_date, '') || '|' || coalesce(legal_sex, '') || '|' ||
                        coalesce(student.study_path, '') || '|' || coalesce(grade, '') || '|' ||
                        coalesce(email, '') || '|' || class.name
                 FROM student
                 JOIN enrolment ON enrolment.student = student.id
                 JOIN class ON class.id = enrolment.class ORDER BY 1",
            )
            .unwrap();
        let rows = statement.query_map([], |row| row.get::<_, String>(0)).unwrap();
        rows.collect::<Result<Vec<_>, _>>().unwrap()
    };
    let before = kept(&program);
    for (language, ending) in [("sv", "csv"), ("en", "csv"), ("sv", "xlsx"), ("en", "xlsx")] {
        let name = format!("students-{language}.{ending}");
        let file = program.path(&name).display().to_string();
        program.done(&["export", "students", "--out", &file, "--language", language]);
        let other = Program::with_register();
        let import = other.json(&["import", &file, "--school", "Lugnet"]);

        assert_eq!(import["warnings"].as_array().unwrap().len(), 0, "{name}: {import}");
        assert_eq!(import["refused"].as_array().unwrap().len(), 0, "{name}: {import}");
        assert_eq!(kept(&other), before, "{name}");
    }
}

#[test]
fn a_corrected_family_name_is_offered_as_the_same_student() {
    let program = Program::with_register();
    let first = program.file("first.csv", "Förnamn;Efternamn\nSara;Berg\nBo;Ek\n");
    program.done(&["import", &first, "--school", "Lugnet", "--class", "SA26A"]);
    let words = ["--school", "Lugnet", "--class", "SA26A", "--dry-run"];
    for (given, family, offered) in [
        ("Sara", "Bergh", 1),
        // Somebody else: another first name, or a name that no slip makes of the other.
        ("Sanna", "Bergh", 0),
        ("Sara", "Lindqvist", 0),
    ] {
        let later =
            program.file("later.csv", format!("Förnamn;Efternamn\n{given};{family}\nBo;Ek\n"));
        let import = program.json(&[&["import", &later][..], &words].concat());

        let found = import["possible_duplicates"]
            .as_array()
            .map_or_else(|| import["possible_duplicates"].as_u64().unwrap() as usize, Vec::len);
        assert_eq!(found, offered, "{given} {family}: {import}");
    }
}

#[test]
fn figures_of_a_day_to_come_are_refused() {
    let program = Program::with_class();
    let refused = program.run(&["progress", "--as-of", "2026-12-18"]);

    assert_eq!(refused.status.code(), Some(1));
    assert!(said(&refused).contains("2026-12-18 ligger i framtiden"), "{}", said(&refused));
    program.done(&["progress", "--as-of", "2026-11-23"]);
    let refused = program.run(&["report", "--to", "2026-12-18", "--out", "report.csv"]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(!program.path("report.csv").exists());
}

#[test]
fn two_who_were_merged_are_parted_again() {
    let program = Program::with_class();
    let ids: Vec<String> = program
        .json(&["students"])
        .as_array()
        .unwrap()
        .iter()
        .map(|student| student["id"].as_str().unwrap().to_owned())
        .collect();
    program.done(&["student", "merge", &ids[0], &ids[1]]);
    assert_eq!(program.json(&["students"]).as_array().unwrap().len(), 2);
    program.done(&["student", "part", &ids[0], &ids[1]]);

    assert_eq!(program.json(&["students"]).as_array().unwrap().len(), 3);
}

#[test]
fn weeks_are_planned_past_those_that_are_skipped_and_not_where_none_is_left() {
    let program = Program::with_class();
    let dated = ["session", "date", "--class", "Lugnet/SA26A", "--first", "2026-12-07"];
    let every: Vec<String> = (1..=53).map(|week| week.to_string()).collect();
    program.refused(&[&dated[..], &["--skip-week", &every.join(",")]].concat());

    program.done(&[&dated[..], &["--skip-week", "51,52,53"]].concat());
    let sessions = program.json(&["session", "list", "--class", "Lugnet/SA26A"]);
    let days: Vec<_> = (0..3).map(|at| sessions[at]["date"].as_str().unwrap()).collect();
    assert_eq!(days, ["2026-12-07", "2027-01-04", "2027-01-11"]);
}
