//! The page that checks codes in a browser: what it is to answer is written beside it into the target folder's
//! `tmp/verify`, where `.ci/browser` opens it in a real one.

use std::path::Path;

use kursliggaren::domain::Minutes;
use kursliggaren::domain::certificate::CertificateKind;
use kursliggaren::seal::page::with_keys;
use kursliggaren::seal::{self, Broken, Claim, SecretKey};

const CHECK: &str = r##"
<pre id="result">waiting</pre>
<script>
(async () => {
  const wrong = [];
  for (const [code, expected] of CASES) {
    let got;
    try { const claim = await open(code); got = `${claim.name}|${claim.serial}|${claim.attended}`; } catch (error) { got = error.message; }
    if (got !== expected) wrong.push(`${code}: ${got} instead of ${expected}`);
  }
  at("code").value = CASES[0][0];
  await check();
  const shown = at("answer").textContent;
  if (!shown.includes(CASES[0][1].split("|")[0])) wrong.push(`shown: ${shown}`);
  if (document.querySelector("#answer b")) wrong.push("a name became markup");
  const pdf = new File([`%PDF-1.7\n<certificate:codes><rdf:Seq><rdf:li>${CASES[0][0]}</rdf:li></rdf:Seq></certificate:codes>`], "a.pdf");
  const found = await codesIn(pdf);
  if (found[0] !== CASES[0][0]) wrong.push("not found in a PDF");
  document.getElementById("result").textContent = wrong.length ? `FAIL ${wrong.slice(0, 5).join("\n")}` : `PASS ${CASES.length}`;
})();
</script>
"##;

fn claim(name: &str) -> Claim {
    Claim {
        serial: "2026-KA-0041".parse().unwrap(),
        kind: CertificateKind::Participation,
        name: name.into(),
        course: "Socialt entreprenörskap".into(),
        attended: Minutes(540),
        planned: Minutes(540),
        issued_on: "2026-11-23".parse().unwrap(),
        issuer: "Socialt entreprenörskap i Dalarna".into(),
    }
}

/// What the program itself says of a code, in the page's words.
fn expected(code: &str, key: &SecretKey) -> String {
    match seal::open(code, &[key.public()]) {
        Ok(claim) => format!("{}|{}|{}", claim.name, claim.serial, claim.attended.0),
        Err(Broken::NotACode) => "notACode".into(),
        Err(Broken::NewerVersion) => "newer".into(),
        Err(Broken::UnknownKey) => "unknownKey".into(),
        Err(Broken::WrongSignature) => "wrong".into(),
    }
}

#[test]
fn the_page_and_the_program_are_to_say_the_same_of_every_code() {
    let key = SecretKey::from_bytes(&[7; 32]);
    let stranger = SecretKey::from_bytes(&[8; 32]);
    let names = ["<b>Åsa</b> Öberg", "Жанна Őry", &"ễ".repeat(60), "O’Connor & Ek", "W"];
    let mut codes: Vec<String> =
        names.iter().map(|name| seal::seal(&claim(name), &key).unwrap()).collect();
    codes.push(seal::seal(&claim("Åsa"), &stranger).unwrap());
    codes.extend(["", "KL1:", "KL2:ABC", "hello", "KL1:ÅÄÖ"].map(str::to_owned));
    // Days that other programs can't write.
    for day in [
        "-262143-01-01",
        "-0001-01-01",
        "0000-06-01",
        "0001-01-01",
        "9999-12-31",
        "+10000-01-01",
        "+262142-12-31",
    ] {
        let claim = Claim { issued_on: day.parse().unwrap(), ..claim("Åsa") };
        codes.push(seal::seal(&claim, &key).unwrap());
    }
    // Every place of a code changed once.
    let whole = codes[1].clone();
    let other = |sign: u8| if sign == b'A' { b'B' } else { b'A' };
    for place in 0..whole.len() {
        let mut changed = whole.clone().into_bytes();
        changed[place] = other(changed[place]);
        codes.push(String::from_utf8(changed).unwrap());
    }
    let cases: Vec<(String, String)> =
        codes.into_iter().map(|code| (code.clone(), expected(&code, &key))).collect();
    let whole = cases.iter().filter(|(_, expected)| expected.contains('|')).count();
    assert_eq!(whole, names.len() + 2, "and of the days the first and the last of four digits");

    let page = with_keys(&[key.public()], "Socialt entreprenörskap i Dalarna");
    // A name must not end the script it stands in.
    let cases = serde_json::to_string(&cases).unwrap().replace('<', "\\u003c");
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("verify");
    std::fs::create_dir_all(&folder).unwrap();
    let check = format!("<script>const CASES = {cases};</script>{CHECK}");
    std::fs::write(folder.join("index.html"), page.replace("</body>", &format!("{check}</body>")))
        .unwrap();
}
