//! The page that checks codes in a browser, with a register's public key in it. It stands in `packaging/verify`.

use super::PublicKey;

const PAGE: &str = include_str!("../../packaging/verify/index.html");

/// The page for the certificates of one issuer.
pub fn with_keys(keys: &[PublicKey], issuer: &str) -> String {
    with_lost_keys(keys, &[], issuer)
}

/// The same, with keys that were lost: what they signed can't be confirmed without the issuer's ledger.
pub fn with_lost_keys(keys: &[PublicKey], lost: &[PublicKey], issuer: &str) -> String {
    let listed = |keys: &[PublicKey]| {
        let keys: Vec<String> =
            keys.iter().map(|key| format!("\"{}\"", key.hexadecimal())).collect();
        keys.join(", ")
    };
    let issuer: String = issuer
        .chars()
        // Nothing that could end the text it stands in.
        .filter(|letter| !letter.is_control() && !matches!(letter, '"' | '\\' | '<' | '>'))
        .collect();

    PAGE.replace("/*KEYS*/", &listed(keys))
        .replace("/*LOST*/", &listed(lost))
        .replace("\"\"/*ISSUER*/", &format!("\"{issuer}\""))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seal::SecretKey;

    #[test]
    fn the_page_has_the_keys_and_no_issuer_can_break_it() {
        let key = SecretKey::from_bytes(&[7; 32]).public();

        let page = with_keys(&[key], "Åsa \"</script><b>");

        assert!(page.contains(&format!("[\"{}\"]", key.hexadecimal())));
        assert!(page.contains("const ISSUER = \"Åsa /scriptb\";"));
    }
}
