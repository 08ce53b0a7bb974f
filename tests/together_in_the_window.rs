//! Two coordinators, and a teacher without the place, work together in their windows.

mod support;
#[path = "support/window.rs"]
mod window;

use iced::keyboard::{Modifiers, key::Named};
use kursliggaren::app::Message;
use kursliggaren::exchange::{
    self, Errand, Exchange, Joining, Place, Role, Underway, package, run,
};
use kursliggaren::i18n::Language;
use kursliggaren::register::Register;
use kursliggaren::register::class::ClassDetails;
use support::*;
use window::Window;

const NAMES: [(&str, &str); 3] = [("Elin", "Öberg"), ("Amir", "Haddad"), ("Sara", "Lind")];

fn go_together(window: &mut Window, language: Language) {
    window.command("k");
    window.write(word(language, "Samarbete", "Together"));
    window.press(Named::Enter);
}

/// A window that was just installed, with a code and where it leads.
fn come_in(desk: &Desk, language: Language, code: &str, place: &str) -> Window {
    let mut window = Window::open(desk, language);
    window.focus("join-code");
    window.write(code);
    window.focus("join-place");
    window.write(place);
    window.press(Named::Enter);

    window
}

fn look_at(desk: &Desk) -> Register {
    let register = Register::open_read_only(&desk.path(), desk.clock).unwrap();

    register.of_installation(&desk.installation).unwrap()
}

fn rename(desk: &Desk, name: &str) {
    let mut register = desk.open();
    let class = register.classes().unwrap()[0].id;
    let details: ClassDetails = details(&register, name);
    register.edit_class(class, &details).unwrap();
}

fn two_work_together(language: Language) {
    let (asa, anna) = (Desk::new(), Desk::new());
    let mut register = asa.create();
    class_of(&mut register, &NAMES);
    drop(register);
    let place = asa.folder.path().join("delat");
    std::fs::create_dir(&place).unwrap();
    let place = place.display().to_string();

    let mut asas = Window::open(&asa, language);
    go_together(&mut asas, language);
    asas.focus("place-address");
    asas.write("ingenstans/alls");
    asas.click(word(language, "Börja samarbeta", "Begin to work together"));
    assert!(look_at(&asa).sharing().unwrap().is_none(), "there is no such folder");
    asas.focus("place-address");
    for _ in "ingenstans/alls".chars() {
        asas.press(Named::Backspace);
    }
    asas.write(&place);
    asas.click(word(language, "Börja samarbeta", "Begin to work together"));
    assert!(asas.shows(word(
        language,
        "Allt är skickat och hämtat",
        "Everything is sent and fetched"
    )));

    // Somebody is invited.
    asas.click(word(language, "Bjud in …", "Invite …"));
    asas.write("Anna Lind");
    asas.press(Named::Tab);
    asas.press(Named::ArrowDown);
    asas.click(word(language, "Gör en kod", "Make a code"));
    assert!(asas.shows(word(language, "Inbjudan till Anna Lind", "Invitation to Anna Lind")));
    let invitations = Exchange::members(&look_at(&asa)).unwrap().invitations;
    let code = invitations[0].code.clone();

    let mut annas = come_in(&anna, language, &code, &place);
    go_together(&mut annas, language);
    assert!(annas.shows(word(language, "Väntar på att bli insläppt", "Waiting to be let in")));
    asas.click(word(language, "Skicka och hämta", "Send and fetch"));
    assert!(asas.shows("Anna Lind"));
    assert!(Exchange::members(&look_at(&asa)).unwrap().invitations.is_empty());
    annas.click(word(language, "Skicka och hämta", "Send and fetch"));
    assert!(annas.shows("Åsa Berg"));

    // Both rename the class, each without knowing of the other.
    asas.close();
    annas.close();
    rename(&asa, "SA26B");
    rename(&anna, "SA26C");
    let mut asas = Window::open(&asa, language);
    let mut annas = Window::open(&anna, language);
    for window in [&mut asas, &mut annas] {
        go_together(window, language);
        window.click(word(language, "Skicka och hämta", "Send and fetch"));
    }
    asas.click(word(language, "Skicka och hämta", "Send and fetch"));
    assert!(asas.shows(word(language, "1 uppgift skiljer sig", "1 answer differs")));
    // It stands on the row itself, too.
    asas.click(word(language, "Klasser", "Classes"));
    asas.press(Named::ArrowDown);
    asas.press(Named::Enter);
    let unsettled = word(
        language,
        "Här står flera svar mot varandra.",
        "Several answers stand against each other here.",
    );
    assert!(asas.shows(unsettled));
    asas.click(word(language, "Översikt", "Overview"));
    asas.click(word(language, "En uppgift har två svar", "One detail has two answers"));
    asas.click("SA26C");
    asas.click(word(language, "Spara 1 val", "Save 1 choice"));
    go_together(&mut asas, language);
    asas.click(word(language, "Skicka och hämta", "Send and fetch"));
    annas.click(word(language, "Skicka och hämta", "Send and fetch"));
    asas.click(word(language, "Klasser", "Classes"));
    asas.press(Named::ArrowDown);
    asas.press(Named::Enter);
    assert!(asas.shows("SA26C") && !asas.shows(unsettled));
    for desk in [&asa, &anna] {
        let register = look_at(desk);
        assert_eq!(register.classes().unwrap()[0].name, "SA26C");
        assert_eq!(register.conflicts().unwrap(), []);
    }

    // A recovery sheet is made where that is meant, and opens the register on a computer that knows nothing.
    go_together(&mut asas, language);
    let link = word(language, "Återställningsblad …", "Recovery sheet …");
    asas.click(link);
    asas.click(word(language, "Avbryt", "Cancel"));
    assert!(Exchange::members(&look_at(&asa)).unwrap().sheet().is_none());
    asas.click(link);
    asas.click(word(language, "Gör bladet", "Make the sheet"));
    let shown = asas.look().texts;
    let is_code = |text: &str| {
        text.len() > 50
            && text.chars().all(|letter| {
                letter == '-' || letter.is_ascii_digit() || letter.is_ascii_uppercase()
            })
    };
    let sheet = shown.iter().map(|seen| seen.content.clone()).find(|text| is_code(text)).unwrap();
    asas.click(word(language, "Bladet är undanlagt", "The sheet is put away"));
    let new = Desk::new();
    let news = come_in(&new, language, &sheet, &place);
    assert_eq!(look_at(&new).classes().unwrap()[0].name, "SA26C");
    news.close();

    // Anna leaves: her register stays as it is, Åsa's is shared on.
    annas.click(word(language, "Sluta samarbeta", "Stop working together"));
    annas.press(Named::Escape);
    assert!(look_at(&anna).sharing().unwrap().is_some());
    annas.click(word(language, "Sluta samarbeta", "Stop working together"));
    annas.click(word(language, "Sluta samarbeta", "Stop working together"));
    assert!(look_at(&anna).sharing().unwrap().is_none());
    assert_eq!(look_at(&anna).classes().unwrap().len(), 1);
    annas.close();
    asas.close();
}

#[test]
fn what_others_write_shows_by_itself() {
    let (asa, anna) = (Desk::new(), Desk::new());
    let mut register = asa.create();
    class_of(&mut register, &NAMES);
    drop(register);
    let place = asa.folder.path().join("delat");
    std::fs::create_dir(&place).unwrap();
    let place = place.display().to_string();
    let perform = |desk: &Desk, errand: Errand| {
        let mut register = desk.open();
        let underway = Underway::here(&register, errand).unwrap();
        run(&mut register, underway).unwrap()
    };
    let share = Errand::Share {
        place: Place::read(&place).unwrap(),
        name: "Åsa Berg".to_owned(),
        login: None,
    };
    perform(&asa, share);
    let invite = Errand::Invite {
        name: "Anna Lind".to_owned(),
        role: Role::Coordinator,
        classes: Default::default(),
    };
    let (code, _) = perform(&asa, invite).invitation.unwrap();
    exchange::join(&Joining {
        register: &anna.path(),
        address: &place,
        code: &code.text(),
        person: "Anna Lind",
        installation: &anna.installation,
        clock: anna.clock,
    })
    .unwrap();
    perform(&asa, Errand::Exchange);
    perform(&anna, Errand::Exchange);

    let mut window = Window::open(&asa, Language::Swedish);
    assert!(window.shows("0 har börjat"));
    let mut annas = anna.open();
    let class = annas.classes().unwrap()[0].id;
    hold_sessions(&mut annas, class, 1);
    drop(annas);
    perform(&anna, Errand::Exchange);
    // The clock of the window: nobody does anything.
    window.send(Message::Minute);
    assert!(window.shows("3 har börjat"));
    window.close();
}

#[test]
fn two_work_together_in_swedish() {
    two_work_together(Language::Swedish);
}

#[test]
fn two_work_together_in_english() {
    two_work_together(Language::English);
}

#[test]
fn a_package_is_made_opened_and_sent_back() {
    let (asa, jonas) = (Desk::new(), Desk::new());
    let mut register = asa.create();
    let class = class_of(&mut register, &NAMES);
    let made = package::make(&mut register, &[class], "Jonas Ek").unwrap();
    drop(register);
    let file = asa.folder.path().join("paket");
    std::fs::write(&file, &made.bytes).unwrap();

    // The file alone opens nothing: the window asks for the code.
    let mut window = Window::open_at(&jonas, &file, Language::Swedish);
    assert!(window.shows("Gå med i andras"));
    window.focus("join-code");
    window.write("fel ord här");
    window.press(Named::Enter);
    assert!(window.shows_part("Koden stämmer inte"));
    window.focus("join-code");
    for _ in "fel ord här".chars() {
        window.press(Named::Backspace);
    }
    window.write(&made.code);
    window.press(Named::Enter);
    // Who turned up and is not on the list is noted: a teacher's computer adds no students.
    window.click("Klasser");
    window.press(Named::ArrowDown);
    window.press(Named::Enter);
    window.press(Named::Enter);
    window.click("Lägg till någon som inte står i listan (+)");
    window.write("Kim Gäst");
    window.press(Named::Enter);
    window.press_with(Modifiers::COMMAND, Named::Enter);
    let path = jonas.installation.default_register();
    let register = Register::open_read_only(&path, jonas.clock).unwrap();
    let class = register.classes().unwrap()[0].id;
    let logged = register.class(class).unwrap().sessions[0].clone();
    assert_eq!(logged.note, "också med: Kim Gäst");
    assert_eq!(register.students().unwrap().len(), 3);
    drop(register);
    go_together(&mut window, Language::Swedish);
    assert!(window.shows("Det här är ett paket"));
    window.click("Skicka tillbaka …");
    assert!(window.shows_part("Spara"), "where it is saved is asked");
    window.close();
}
