-- Keys that were lost, and keys whose secret half is in the keyring of the computer that signs rather than here.
ALTER TABLE signing_key ADD COLUMN lost_on TEXT;
ALTER TABLE signing_key ADD COLUMN in_keyring INTEGER NOT NULL DEFAULT 0;
DROP INDEX signing_key_in_use;
CREATE UNIQUE INDEX signing_key_in_use ON signing_key (secret IS NOT NULL OR in_keyring)
WHERE secret IS NOT NULL OR in_keyring;
