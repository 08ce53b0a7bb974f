//! Invented people, with names that are common in Sweden today; and the dice that make them.

use crate::domain::LegalSex;

/// SplitMix64 (Steele, Lea and Flood 2014): small, and the same everywhere.
pub struct Dice(u64);

const FEMALE: [&str; 44] = [
    "Elin",
    "Maja",
    "Alva",
    "Wilma",
    "Ebba",
    "Saga",
    "Ella",
    "Klara",
    "Alma",
    "Tuva",
    "Ida",
    "Amanda",
    "Moa",
    "Tilda",
    "Nora",
    "Freja",
    "Signe",
    "Emma",
    "Julia",
    "Linnéa",
    "Felicia",
    "Ellen",
    "Hanna",
    "Isabella",
    "Fatima",
    "Maryam",
    "Amina",
    "Hodan",
    "Sara",
    "Zahra",
    "Leila",
    "Yasmin",
    "Ayaan",
    "Noor",
    "Lejla",
    "Amra",
    "Zofia",
    "Aleksandra",
    "Aino",
    "Nguyet",
    "Rojin",
    "Dilan",
    "Eyerusalem",
    "Anna-Karin",
];

const MALE: [&str; 44] = [
    "Oscar",
    "William",
    "Liam",
    "Elias",
    "Hugo",
    "Lucas",
    "Axel",
    "Oliver",
    "Emil",
    "Alexander",
    "Viktor",
    "Filip",
    "Isak",
    "Anton",
    "Ludvig",
    "Edvin",
    "Albin",
    "Melvin",
    "Noah",
    "Leo",
    "Gustav",
    "Arvid",
    "Erik",
    "Måns",
    "Mohammed",
    "Ali",
    "Ahmed",
    "Omar",
    "Yusuf",
    "Hassan",
    "Abdirahman",
    "Mustafa",
    "Ibrahim",
    "Amir",
    "Adam",
    "Emir",
    "Jakub",
    "Łukasz",
    "Veikko",
    "Đorđe",
    "Baran",
    "Robel",
    "Minh",
    "Karl-Johan",
];

const FAMILY: [&str; 66] = [
    "Andersson",
    "Johansson",
    "Karlsson",
    "Nilsson",
    "Eriksson",
    "Larsson",
    "Olsson",
    "Persson",
    "Svensson",
    "Gustafsson",
    "Pettersson",
    "Jonsson",
    "Jansson",
    "Hansson",
    "Bengtsson",
    "Lindberg",
    "Jakobsson",
    "Magnusson",
    "Lindström",
    "Olofsson",
    "Lindqvist",
    "Berg",
    "Axelsson",
    "Bergström",
    "Lundberg",
    "Lind",
    "Lundgren",
    "Mattsson",
    "Fredriksson",
    "Sandberg",
    "Forsberg",
    "Sjöberg",
    "Engström",
    "Eklund",
    "Danielsson",
    "Håkansson",
    "Lundin",
    "Gunnarsson",
    "Holm",
    "Björk",
    "Bergman",
    "Åkesson",
    "Öberg",
    "Östlund",
    "Ahmed",
    "Mohamed",
    "Hassan",
    "Ali",
    "Abdi",
    "Haddad",
    "Hussein",
    "El Masri",
    "Yılmaz",
    "Şahin",
    "Hosseini",
    "Rahimi",
    "Hodžić",
    "Petrović",
    "Kowalski",
    "Nowak",
    "Virtanen",
    "Nguyễn",
    "Tesfaye",
    "Öztürk",
    "von Essen",
    "Lindgren Berg",
];

impl Dice {
    /// Dice that fall the same for the same seed.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);

        mixed ^ (mixed >> 31)
    }

    /// A number from 0 to below `end`, which must not be 0.
    pub fn below(&mut self, end: u64) -> u64 {
        self.next() % end.max(1)
    }

    /// A place among `count`, the first ones more often.
    pub fn skewed(&mut self, count: usize) -> usize {
        let (one, other) = (self.below(count as u64), self.below(count as u64));

        one.min(other) as usize
    }

    /// Mostly near 0, seldom near `most`.
    pub fn tail(&mut self, most: u64) -> u64 {
        let part = self.below(100);

        part * part * part * most / 1_000_000
    }

    /// A name: given, family.
    pub fn name(&mut self, sex: LegalSex) -> (String, String) {
        let given = match sex {
            LegalSex::Female => FEMALE[self.below(FEMALE.len() as u64) as usize],
            LegalSex::Male => MALE[self.below(MALE.len() as u64) as usize],
        };

        (given.to_owned(), FAMILY[self.below(FAMILY.len() as u64) as usize].to_owned())
    }
}
