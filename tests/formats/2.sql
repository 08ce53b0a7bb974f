PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE register (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    uid BLOB NOT NULL CHECK (length(uid) = 16)
) STRICT;
INSERT INTO register VALUES(1,X'01a21cdfd84870ef89249c04c26fa80d');
CREATE TABLE origin (
    id INTEGER PRIMARY KEY,
    device BLOB NOT NULL CHECK (length(device) = 16),
    epoch INTEGER NOT NULL CHECK (epoch > 0),
    UNIQUE (device, epoch)
) STRICT;
INSERT INTO origin VALUES(1,X'01a21cdfd83f750483b42e771be3a930',1);
CREATE TABLE change (
    id INTEGER PRIMARY KEY,
    origin INTEGER NOT NULL REFERENCES origin (id),
    seq INTEGER NOT NULL CHECK (seq > 0),
    -- Hybrid logical clock: milliseconds since 1970 (UTC) times 65536, plus a counter.
    stamp INTEGER NOT NULL,
    -- The wall clock of who made it: milliseconds since 1970 (UTC).
    wall INTEGER NOT NULL,
    -- Derived: the least stamp of this and of later changes of the origin. Where a clock ran ahead for a while, what was made
    -- then still stands before what came after.
    placed INTEGER NOT NULL,
    person INTEGER REFERENCES object (id),
    kind TEXT NOT NULL,
    -- What was done, as JSON: what it is about by its place in `subjects`, which is CBOR.
    detail TEXT NOT NULL CHECK (json_valid(detail)),
    subjects BLOB NOT NULL,
    undoes INTEGER REFERENCES change (id),
    redoes INTEGER REFERENCES change (id),
    -- Origins that hold no longer, as CBOR; NULL where none.
    voids BLOB,
    first_op INTEGER NOT NULL,
    last_op INTEGER NOT NULL,
    -- Whether the day was set by hand, for trying.
    tried INTEGER NOT NULL DEFAULT 0,
    -- SHA-256 over commitments to what the change holds.
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    -- Derived: the undo that holds at the moment.
    undone_by INTEGER REFERENCES change (id),
    UNIQUE (origin, seq)
) STRICT;
INSERT INTO change VALUES(1,1,1,117665638755991552,1795435161682,117665638755991552,NULL,'register_created','{"kind":"register_created"}',X'80',NULL,NULL,NULL,1,47,1,X'7db34272ed32afa8538ffc67af4fbf115b7638bdb5436e51a50c656a482b3d09',NULL);
INSERT INTO change VALUES(2,1,2,117665638757236736,1795435161701,117665638757236736,NULL,'person_added','{"kind":"person_added","person":0}',X'815001a21cdfd865700095d585025bcaff0a',NULL,NULL,NULL,48,48,1,X'1849a0fe2b00abe17356066664119652a8a9e3e15e1099b1973391794993a73e',NULL);
INSERT INTO change VALUES(3,1,3,117665638760448000,1795435161750,117665638760448000,48,'list_imported','{"kind":"list_imported","school":0,"classes":[1],"new":3,"changed":0,"left":0}',X'825029e6427fc0f48296bc68d19708242f4e5001a21cdfd8977000ab2e6be2b223d83c',NULL,NULL,NULL,49,62,1,X'99be73acec04a7e92ee82ae57ebbf9279bc9001a77345d15a3b7d62f7366e76f',NULL);
INSERT INTO change VALUES(4,1,4,117665639038189568,1795435165988,117665639038189568,48,'session_logged','{"kind":"session_logged","class":0,"session":1,"number":1,"present":3,"late":0,"excused":0,"unexcused":0}',X'825001a21cdfd8977000ab2e6be2b223d83c5001a21cdfd897700192debeb577160613',NULL,NULL,NULL,63,69,1,X'e25196350ffe42b04d9cade8dcc92b8e155aeeabafcb35968fcf09f03a5f272a',NULL);
INSERT INTO change VALUES(5,1,5,117665639044153344,1795435166079,117665639044153344,48,'session_logged','{"kind":"session_logged","class":0,"session":1,"number":2,"present":3,"late":0,"excused":0,"unexcused":0}',X'825001a21cdfd8977000ab2e6be2b223d83c5001a21cdfd8977002974b801aa2c1a3f0',NULL,NULL,NULL,70,76,1,X'6321f5deedaf916b428ccd8770a9dc6d2a4fe031a8c2f6699f72028700e8b16f',NULL);
INSERT INTO change VALUES(6,1,6,117665639046643712,1795435166117,117665639046643712,48,'session_logged','{"kind":"session_logged","class":0,"session":1,"number":3,"present":3,"late":0,"excused":0,"unexcused":0}',X'825001a21cdfd8977000ab2e6be2b223d83c5001a21cdfd897700384e9b62c67a228cd',NULL,NULL,NULL,77,83,1,X'd98176a07a49ecbd8058e5ec546fc1d249e4db7c90e7dc9f5bb2e05eae3ea3ec',NULL);
INSERT INTO change VALUES(7,1,7,117665639048871936,1795435166151,117665639048871936,48,'session_logged','{"kind":"session_logged","class":0,"session":1,"number":4,"present":3,"late":0,"excused":0,"unexcused":0}',X'825001a21cdfd8977000ab2e6be2b223d83c5001a21cdfd897700493cde3409a480970',NULL,NULL,NULL,84,90,1,X'55ad52ec6d431ffe25ab5a803d447d5781e5f085ffb6ed7e9fe4771adef55a0e',NULL);
INSERT INTO change VALUES(8,1,8,117665639051427840,1795435166190,117665639051427840,48,'session_logged','{"kind":"session_logged","class":0,"session":1,"number":5,"present":3,"late":0,"excused":0,"unexcused":0}',X'825001a21cdfd8977000ab2e6be2b223d83c5001a21cdfd89770058ae40a4a2f9b0592',NULL,NULL,NULL,91,97,1,X'6872d78ba37cce3aa2366b7aac84196abafb1c25de13ddd92e28c9f580b7810c',NULL);
INSERT INTO change VALUES(9,1,9,117665639053918208,1795435166228,117665639053918208,48,'session_logged','{"kind":"session_logged","class":0,"session":1,"number":6,"present":3,"late":0,"excused":0,"unexcused":0}',X'825001a21cdfd8977000ab2e6be2b223d83c5001a21cdfd8977006b7c089cd0399e8fd',NULL,NULL,NULL,98,104,1,X'203aa4b194e4e017123286d1e1db58c9f95c7759f25185e447dff835fb9abf1e',NULL);
INSERT INTO change VALUES(10,1,10,117665639056670720,1795435166270,117665639056670720,48,'certificates_issued','{"kind":"certificates_issued","class":null,"count":3}',X'80',NULL,NULL,NULL,105,108,1,X'29a0733e0a10eddc8576534589cce1fe2ac1c586fe81dfb439a49886f4e3c5bb',NULL);
INSERT INTO change VALUES(11,1,11,117665639349092352,1795435170732,117665639349092352,48,'student_protected','{"kind":"student_protected","student":0}',X'815001a21cdfd8987004b0c92b3f655e1129',NULL,NULL,NULL,109,114,1,X'df55b3e58cc9df0c6cee1cfd9f3cb41a5b4ac2ec59c5ac056245f33e0dca0d44',NULL);
CREATE TABLE object (
    id INTEGER PRIMARY KEY,
    entity INTEGER NOT NULL,
    uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16)
) STRICT;
INSERT INTO object VALUES(1,1,X'53a804e123e6841899e8386bc5393647');
INSERT INTO object VALUES(2,2,X'b444b166ca828f11a23e4347ec98dc2b');
INSERT INTO object VALUES(3,3,X'22b7e2ac54d38320a10faedf6aeed718');
INSERT INTO object VALUES(4,3,X'7a2f484beb728891a79e789cca4a5896');
INSERT INTO object VALUES(5,3,X'7b2ee44788f88072b37da0260dbcfed4');
INSERT INTO object VALUES(6,3,X'a95146dae9338434b19868741d8307b8');
INSERT INTO object VALUES(7,3,X'39c9107f240c8766ad22542d2af71984');
INSERT INTO object VALUES(8,3,X'0100120684398197930129621508286b');
INSERT INTO object VALUES(9,4,X'0774feb57b3986718600c0b2f27ff3ab');
INSERT INTO object VALUES(10,4,X'693402e3d1ad86639d7ddaec669efc00');
INSERT INTO object VALUES(11,4,X'79697b159e6187df952ecd9054a67770');
INSERT INTO object VALUES(12,4,X'11c5239094868ea792f31a0ddce689f3');
INSERT INTO object VALUES(13,4,X'399e0075a2348820808d11eaf84fbd81');
INSERT INTO object VALUES(14,4,X'6096994e4840895f9ceb96393c70a600');
INSERT INTO object VALUES(15,4,X'4b96c807881d88f98c539171b4537739');
INSERT INTO object VALUES(16,4,X'c5ee27b68ced8b019371049195ad5784');
INSERT INTO object VALUES(17,4,X'1b43f6b0d6308a719a352b99d4c68bed');
INSERT INTO object VALUES(18,4,X'74f4a1cdd6cc8e79a0781c5083c8d6b8');
INSERT INTO object VALUES(19,4,X'419aea2b51d18530a846eaf20da6283c');
INSERT INTO object VALUES(20,4,X'9e80eb465f6a87eaa94e57fb97fd9503');
INSERT INTO object VALUES(21,4,X'3c1c25feac558f31b82d73bb5bad19b1');
INSERT INTO object VALUES(22,4,X'd0555c6813948be68d32e1321a30b0bb');
INSERT INTO object VALUES(23,4,X'2b58fccd5be48afdbc69f1f374a013f9');
INSERT INTO object VALUES(24,4,X'b785f90a35b185c387a5fac9cc98e189');
INSERT INTO object VALUES(25,4,X'2fe496c37e578b9cb4c62bb80390e180');
INSERT INTO object VALUES(26,4,X'29e6427fc0f48296bc68d19708242f4e');
INSERT INTO object VALUES(27,4,X'521e9a7cc7db890d99b86b6c6788b796');
INSERT INTO object VALUES(28,4,X'673a22adfa848910a63bffd3945727a3');
INSERT INTO object VALUES(29,4,X'30042a22f522898f806e7910e1ae24c6');
INSERT INTO object VALUES(30,4,X'6a336563671d8a03b66e441f24e48f21');
INSERT INTO object VALUES(31,4,X'7258e012f12b8e178456a1ed38806dfa');
INSERT INTO object VALUES(32,4,X'b6b670c56bda8a52969af0497e18b938');
INSERT INTO object VALUES(33,4,X'7e615e4567458f59a9568f4c992e6aa5');
INSERT INTO object VALUES(34,4,X'80949d71beed861c876f2db387e9e4c1');
INSERT INTO object VALUES(35,4,X'ef0e351f02e38fe38809279b908df8ac');
INSERT INTO object VALUES(36,4,X'752d8fbcdb8d8c4f9d3ddf7041a92701');
INSERT INTO object VALUES(37,4,X'a02328e46b958255aee537c6fb13d8dc');
INSERT INTO object VALUES(38,4,X'4b77e0377b7e83f488b46927571c5dbb');
INSERT INTO object VALUES(39,4,X'b57cc1ac4e1089758263c76c5291705b');
INSERT INTO object VALUES(40,4,X'2112a881c0eb888caf41c3553bf19bbe');
INSERT INTO object VALUES(41,4,X'32f4c650686a884b9d9075d1445246c6');
INSERT INTO object VALUES(42,4,X'3a7c184bc58c8553b919809b3c11948c');
INSERT INTO object VALUES(43,4,X'1dc52eb9aa5e83ef887e8dfc86fdd419');
INSERT INTO object VALUES(44,4,X'f50a48c938ee8020a2ac20d8b07e8e2e');
INSERT INTO object VALUES(45,4,X'94ca7988c3468eae914bf143ed6dd0ff');
INSERT INTO object VALUES(46,4,X'23330c47c959899ba14b178c8447ffa4');
INSERT INTO object VALUES(47,4,X'8e7f3702ebcf8b5f90f249ace88c5c6f');
INSERT INTO object VALUES(48,5,X'01a21cdfd865700095d585025bcaff0a');
INSERT INTO object VALUES(49,6,X'01a21cdfd8977000ab2e6be2b223d83c');
INSERT INTO object VALUES(50,10,X'01a21cdfd897700192debeb577160613');
INSERT INTO object VALUES(51,10,X'01a21cdfd8977002974b801aa2c1a3f0');
INSERT INTO object VALUES(52,10,X'01a21cdfd897700384e9b62c67a228cd');
INSERT INTO object VALUES(53,10,X'01a21cdfd897700493cde3409a480970');
INSERT INTO object VALUES(54,10,X'01a21cdfd89770058ae40a4a2f9b0592');
INSERT INTO object VALUES(55,10,X'01a21cdfd8977006b7c089cd0399e8fd');
INSERT INTO object VALUES(56,8,X'01a21cdfd898700098986dfa4c6486cf');
INSERT INTO object VALUES(57,9,X'01a21cdfd8987001b9abf9ffc1d2eb52');
INSERT INTO object VALUES(58,8,X'01a21cdfd8987002af521a4e3ba39e4c');
INSERT INTO object VALUES(59,9,X'01a21cdfd898700382f228a0ee57366d');
INSERT INTO object VALUES(60,8,X'01a21cdfd8987004b0c92b3f655e1129');
INSERT INTO object VALUES(61,9,X'01a21cdfd89870059af808304f38fd1f');
INSERT INTO object VALUES(62,14,X'01a21cdfd898700682604db0b13404c7');
INSERT INTO object VALUES(63,11,X'aa42515e35248e3f8c0121383d57861b');
INSERT INTO object VALUES(64,11,X'cce54cb82383803ea8a072d1286923cd');
INSERT INTO object VALUES(65,11,X'8a45edf72f4181bc9f0cf50abfb859c9');
INSERT INTO object VALUES(66,11,X'a872ad804b948e16ba17f9a15cd4e074');
INSERT INTO object VALUES(67,11,X'b3ab5b46820f88329c5d7b54514fe462');
INSERT INTO object VALUES(68,11,X'd5de9518606d8e3d827ba1affad0eb5a');
INSERT INTO object VALUES(69,11,X'37b57b7284da8b4fa612fcda5d0f1d7f');
INSERT INTO object VALUES(70,11,X'beba6c9bc5af88c39eab4f12ab08f7b9');
INSERT INTO object VALUES(71,11,X'c6ef516fc8768456a813a505caacd73e');
INSERT INTO object VALUES(72,11,X'ac5b5eac6f318fa8a106854093462f52');
INSERT INTO object VALUES(73,11,X'42fccdf3ccce8f43adc746388e51d1b3');
INSERT INTO object VALUES(74,11,X'f23ecfcb6b058517a7bf6d8024024498');
INSERT INTO object VALUES(75,11,X'4043e01dec49837c9db50a716565e27f');
INSERT INTO object VALUES(76,11,X'3b1bfcf5b6188f6dbd0c51506f913aad');
INSERT INTO object VALUES(77,11,X'dc5835a1da5f873dac4480736f2f07da');
INSERT INTO object VALUES(78,11,X'bf43010da44e868297c62f0f836c4ace');
INSERT INTO object VALUES(79,11,X'6bdc4f333db08a7f8d894b3c90f4280d');
INSERT INTO object VALUES(80,11,X'1ce0e8e1e3bc8f5bbe00cb574f69ada8');
INSERT INTO object VALUES(81,12,X'01a21cdfea407000844450479d0a5ad9');
INSERT INTO object VALUES(82,13,X'01a21cdfea4070019fb4f73b78f6884b');
INSERT INTO object VALUES(83,13,X'01a21cdfea40700286f128fb0fd5f835');
INSERT INTO object VALUES(84,13,X'01a21cdfea407003b4b2c8e43015096e');
CREATE TABLE op (
    id INTEGER PRIMARY KEY,
    change INTEGER NOT NULL REFERENCES change (id),
    -- Its place in the change, from 0.
    idx INTEGER NOT NULL,
    object INTEGER NOT NULL REFERENCES object (id),
    -- NULL: a new row, whose value is a JSON object of its fields.
    field TEXT,
    value ANY,
    -- What keeps values from being guessed from their commitments: one seed for all, or, as CBOR, a salt or a commitment each.
    salts BLOB NOT NULL,
    -- For undo and redo: the op whose value this one sets back.
    restores INTEGER REFERENCES op (id),
    -- Whether it was made from an alias, so that no erasure concerns it.
    pseudonym INTEGER NOT NULL DEFAULT 0,
    -- The erasures its maker knew to concern its row, as CBOR; NULL where none.
    aware BLOB,
    -- Whether a value has been taken out of it for good.
    erased INTEGER NOT NULL DEFAULT 0
) STRICT;
INSERT INTO op VALUES(1,1,0,1,NULL,'{"ends_on":"2028-10-31","name":"Socialt entreprenörskap i Dalarna","partners":"Region Dalarna\nCoompanion Dalarna\nFornby folkhögskola\nHögskolan Dalarna\nSamarkand2015","starts_on":"2026-07-01","time_zone":"Europe/Stockholm"}',X'964721b552a852e4f1b9809b170fadd8',NULL,0,NULL,0);
INSERT INTO op VALUES(2,1,1,2,NULL,'{"exemptions":1,"name":"Socialt entreprenörskap","rule_kind":"share","rule_value":80,"target":2000,"upper_secondary_only":1}',X'a9ac91609f8f294827a290bfb745a86b',NULL,0,NULL,0);
INSERT INTO op VALUES(3,1,2,3,NULL,'{"course":2,"minutes":90,"number":1}',X'2591dadb5ea69b2da7fc2fa3e7ae9eb4',NULL,0,NULL,0);
INSERT INTO op VALUES(4,1,3,4,NULL,'{"course":2,"minutes":90,"number":2}',X'1738ca8e977ce34e686bf09a7a1020bb',NULL,0,NULL,0);
INSERT INTO op VALUES(5,1,4,5,NULL,'{"course":2,"minutes":90,"number":3}',X'dd4811c3afa200005186291942857e18',NULL,0,NULL,0);
INSERT INTO op VALUES(6,1,5,6,NULL,'{"course":2,"minutes":90,"number":4}',X'b1782cfec4ffa0238cad1c90d68bf079',NULL,0,NULL,0);
INSERT INTO op VALUES(7,1,6,7,NULL,'{"course":2,"minutes":90,"number":5}',X'c51646fb2cbb6b8c15935d28152f1d3e',NULL,0,NULL,0);
INSERT INTO op VALUES(8,1,7,8,NULL,'{"course":2,"minutes":90,"number":6}',X'c1fdc6550e99d66c0a0482343f7b5f0c',NULL,0,NULL,0);
INSERT INTO op VALUES(9,1,8,9,NULL,'{"kind":"upper_secondary","municipality":"2021","name":"Vansbro utbildningscenter gy.","unit_code":"95340745"}',X'1436565507c4e879fc001d42772fe754',NULL,0,NULL,0);
INSERT INTO op VALUES(10,1,9,10,NULL,'{"kind":"upper_secondary","municipality":"2023","name":"Malung-Sälens gymnasieskola","unit_code":"68381790"}',X'2c8af70dcae2e23ec462831c5939b822',NULL,0,NULL,0);
INSERT INTO op VALUES(11,1,10,11,NULL,'{"kind":"upper_secondary","municipality":"2026","name":"Gymnasieutbildningen i Gagnef","unit_code":"19599583"}',X'c5fb4712852d91f6f0621a18250d1248',NULL,0,NULL,0);
INSERT INTO op VALUES(12,1,11,12,NULL,'{"kind":"adapted_upper_secondary","municipality":"2029","name":"Anpassad gymnasieskola Leksands kommun","unit_code":"22532205"}',X'cbbe5fff7ffc4022879adf79a3e034b8',NULL,0,NULL,0);
INSERT INTO op VALUES(13,1,12,13,NULL,'{"kind":"upper_secondary","municipality":"2029","name":"Leksands gymnasium","unit_code":"44417214"}',X'e8b37bdff6c1bb8e92c85a70f14832ea',NULL,0,NULL,0);
INSERT INTO op VALUES(14,1,13,14,NULL,'{"kind":"adapted_upper_secondary","municipality":"2031","name":"Stiernhööks anpassade gymnasieskola","unit_code":"98114742"}',X'8cded067ffd531edab18b9e9db773fb5',NULL,0,NULL,0);
INSERT INTO op VALUES(15,1,14,15,NULL,'{"kind":"upper_secondary","municipality":"2031","name":"Stiernhööksgymnasiet","unit_code":"14292382"}',X'f3607aa034b1671ae7aad97ec358501f',NULL,0,NULL,0);
INSERT INTO op VALUES(16,1,15,16,NULL,'{"kind":"upper_secondary","municipality":"2039","name":"Älvdalens Utbildningscentrum","unit_code":"34421265"}',X'a6c452f49b075e1fc30f29d59cb2c518',NULL,0,NULL,0);
INSERT INTO op VALUES(17,1,16,17,NULL,'{"kind":"upper_secondary","municipality":"2061","name":"VBU Smeden","unit_code":"12496135"}',X'fa6ade79cba10f86befc72d579e3d383',NULL,0,NULL,0);
INSERT INTO op VALUES(18,1,17,18,NULL,'{"kind":"adapted_upper_secondary","municipality":"2062","name":"Mora anpassad gymnasieskola","unit_code":"90708323"}',X'1c7af41c1a1b67507863f0fa06ba9dd9',NULL,0,NULL,0);
INSERT INTO op VALUES(19,1,18,19,NULL,'{"kind":"upper_secondary","municipality":"2062","name":"Mora gymnasium ro 1","unit_code":"47864830"}',X'7d0fd5e621daced91fe5467cf8f74448',NULL,0,NULL,0);
INSERT INTO op VALUES(20,1,19,20,NULL,'{"kind":"upper_secondary","municipality":"2062","name":"Mora gymnasium ro 2","unit_code":"74128230"}',X'78e3a13ab288e063540c9f9724684112',NULL,0,NULL,0);
INSERT INTO op VALUES(21,1,20,21,NULL,'{"kind":"adapted_upper_secondary","municipality":"2080","name":"Anpassade gymnasieskolan","unit_code":"77873116"}',X'2bfa1637da6cfe3924fbb55aef7bf5d8',NULL,0,NULL,0);
INSERT INTO op VALUES(22,1,21,22,NULL,'{"kind":"upper_secondary","municipality":"2080","name":"Falu Frigymnasium","unit_code":"25720752"}',X'e37b5eec95e6356889ba04678e9d09b6',NULL,0,NULL,0);
INSERT INTO op VALUES(23,1,22,23,NULL,'{"kind":"upper_secondary","municipality":"2080","name":"Hagströmska Gymnasiet Falun 1","unit_code":"55155562"}',X'd20a028588cce93eea9036530b522e6c',NULL,0,NULL,0);
INSERT INTO op VALUES(24,1,23,24,NULL,'{"kind":"upper_secondary","municipality":"2080","name":"Hagströmska Gymnasiet Falun 2","unit_code":"34253318"}',X'a7e98990587c20933c1cf012903eb164',NULL,0,NULL,0);
INSERT INTO op VALUES(25,1,24,25,NULL,'{"kind":"upper_secondary","municipality":"2080","name":"Kristinegymnasiet","unit_code":"81665426"}',X'0517815132f0b264e752dc8b425208e0',NULL,0,NULL,0);
INSERT INTO op VALUES(26,1,25,26,NULL,'{"kind":"upper_secondary","municipality":"2080","name":"Lugnetgymnasiet","unit_code":"73046137"}',X'7f087e59f225cff4872df520dc726f68',NULL,0,NULL,0);
INSERT INTO op VALUES(27,1,26,27,NULL,'{"kind":"upper_secondary","municipality":"2080","name":"Musikkonservatoriet Falun","unit_code":"54481243"}',X'ffe9c9807921f9aedd1a77f94327ce14',NULL,0,NULL,0);
INSERT INTO op VALUES(28,1,27,28,NULL,'{"kind":"upper_secondary","municipality":"2080","name":"Praktiska Gymnasiet Falun","unit_code":"59734510"}',X'0d4ddd231b0e9301f45af85c15e7af7b',NULL,0,NULL,0);
INSERT INTO op VALUES(29,1,28,29,NULL,'{"kind":"upper_secondary","municipality":"2081","name":"Alice Lundsgymnasiet","unit_code":"74434644"}',X'4854e793fe7e1311931a1aed0683b8c9',NULL,0,NULL,0);
INSERT INTO op VALUES(30,1,29,30,NULL,'{"kind":"upper_secondary","municipality":"2081","name":"Hushagsgymnasiet","unit_code":"68769650"}',X'ff340add13ffba5a98e9c5e5563d8158',NULL,0,NULL,0);
INSERT INTO op VALUES(31,1,30,31,NULL,'{"kind":"upper_secondary","municipality":"2081","name":"Introduktionsprogrammen","unit_code":"19100658"}',X'5224f7422e928bf80062418f8ee076ca',NULL,0,NULL,0);
INSERT INTO op VALUES(32,1,31,32,NULL,'{"kind":"adapted_upper_secondary","municipality":"2081","name":"Ljungbergsgymnasiet","unit_code":"83671390"}',X'd4fdd931dc0bd4528f732dab087ec07b',NULL,0,NULL,0);
INSERT INTO op VALUES(33,1,32,33,NULL,'{"kind":"upper_secondary","municipality":"2081","name":"NTI Gymnasiet Borlänge","unit_code":"42022406"}',X'5f5f72dff9c680ae772963f72166ce4e',NULL,0,NULL,0);
INSERT INTO op VALUES(34,1,33,34,NULL,'{"kind":"upper_secondary","municipality":"2081","name":"Realgymnasiet Borlänge","unit_code":"11858071"}',X'399c282ec83c657a870d98c3764b0a40',NULL,0,NULL,0);
INSERT INTO op VALUES(35,1,34,35,NULL,'{"kind":"upper_secondary","municipality":"2081","name":"Rytmus Borlänge","unit_code":"31322470"}',X'1445f525a9cb629e42f62f4482dc66af',NULL,0,NULL,0);
INSERT INTO op VALUES(36,1,35,36,NULL,'{"kind":"upper_secondary","municipality":"2081","name":"Soltorgsgymnasiet","unit_code":"65192707"}',X'111aa20f4ccda0b7a2486b5100672317',NULL,0,NULL,0);
INSERT INTO op VALUES(37,1,36,37,NULL,'{"kind":"upper_secondary","municipality":"2082","name":"Dahlander kunskapscentrum","unit_code":"69985412"}',X'a67c0c3c8c6508e6e90c1820206aa254',NULL,0,NULL,0);
INSERT INTO op VALUES(38,1,37,38,NULL,'{"kind":"adapted_upper_secondary","municipality":"2083","name":"Dormsjöskolan Anpassad Gymnasieskola","unit_code":"62434701"}',X'35a7068628a5a14c397bad2ce8038e62',NULL,0,NULL,0);
INSERT INTO op VALUES(39,1,38,39,NULL,'{"kind":"upper_secondary","municipality":"2083","name":"Martin Koch-gymnasiet","unit_code":"86327236"}',X'23fff672ed65a504d703ee5894d7124f',NULL,0,NULL,0);
INSERT INTO op VALUES(40,1,39,40,NULL,'{"kind":"adapted_upper_secondary","municipality":"2083","name":"Vasaskolan 7-9","unit_code":"35494110"}',X'bfc4d49e8f4cc34c3818f419f01e150a',NULL,0,NULL,0);
INSERT INTO op VALUES(41,1,40,41,NULL,'{"kind":"upper_secondary","municipality":"2084","name":"Karlfeldtgymnasiet","unit_code":"30376472"}',X'85cbe1a2313e6d9f7b8d201903a54f3c',NULL,0,NULL,0);
INSERT INTO op VALUES(42,1,41,42,NULL,'{"kind":"upper_secondary","municipality":"2085","name":"Hitachigymnasiet Ludvika","unit_code":"97535124"}',X'cb3b41b0530bb8891cb628daf77dd772',NULL,0,NULL,0);
INSERT INTO op VALUES(43,1,42,43,NULL,'{"kind":"upper_secondary","municipality":"2085","name":"VBU Högbergsskolan 1","unit_code":"11102578"}',X'b43bce53f6e63695b2a133d2f775bab9',NULL,0,NULL,0);
INSERT INTO op VALUES(44,1,43,44,NULL,'{"kind":"upper_secondary","municipality":"2085","name":"VBU Högbergsskolan 2","unit_code":"69306209"}',X'92069501743e9cdc4505b3fb2968b074',NULL,0,NULL,0);
INSERT INTO op VALUES(45,1,44,45,NULL,'{"kind":"adapted_upper_secondary","municipality":"2085","name":"VBU Högbergsskolan anpassad gymnasieskola","unit_code":"52842379"}',X'6417802ef552e193fc2c74ef7588106f',NULL,0,NULL,0);
INSERT INTO op VALUES(46,1,45,46,NULL,'{"kind":"upper_secondary","municipality":"2085","name":"VBU Malmen","unit_code":"92651253"}',X'32640d292ad52bd4b8de35a2fb3d5960',NULL,0,NULL,0);
INSERT INTO op VALUES(47,1,46,47,NULL,'{"kind":"folk_high_school","municipality":"2081","name":"Fornby folkhögskola"}',X'fc58616331406747db277f86c2459542',NULL,0,NULL,0);
INSERT INTO op VALUES(48,2,0,48,NULL,'{"name":"Asa"}',X'a2cc92f6c3d28af31d11e5b5d17d0001',NULL,0,NULL,0);
INSERT INTO op VALUES(49,3,0,49,NULL,'{"course":2,"grouping":"form_class","name":"SA26A","school":26,"study_path":"SA","term":"HT26"}',X'86ccd2bd1d783ec32d4c0e3ae5da5dd7',NULL,0,NULL,0);
INSERT INTO op VALUES(50,3,1,50,NULL,'{"class":49,"minutes":90,"number":1,"status":"planned"}',X'1cabde7c24f9c0aa010fcbb682986567',NULL,0,NULL,0);
INSERT INTO op VALUES(51,3,2,51,NULL,'{"class":49,"minutes":90,"number":2,"status":"planned"}',X'643a1a6b4be980e6037372907d9b76e9',NULL,0,NULL,0);
INSERT INTO op VALUES(52,3,3,52,NULL,'{"class":49,"minutes":90,"number":3,"status":"planned"}',X'229e270a31377527684faed96502e6f2',NULL,0,NULL,0);
INSERT INTO op VALUES(53,3,4,53,NULL,'{"class":49,"minutes":90,"number":4,"status":"planned"}',X'3a05e25d6df3a270b9e1c4ba2663070a',NULL,0,NULL,0);
INSERT INTO op VALUES(54,3,5,54,NULL,'{"class":49,"minutes":90,"number":5,"status":"planned"}',X'e11f4cdcf0b4e1a1141ce17aeb929cb2',NULL,0,NULL,0);
INSERT INTO op VALUES(55,3,6,55,NULL,'{"class":49,"minutes":90,"number":6,"status":"planned"}',X'8ba6bb65109d631cda30345a2d9f4fce',NULL,0,NULL,0);
INSERT INTO op VALUES(56,3,7,56,NULL,'{"family":"Öberg","given":"Elin","protection":"none"}',X'72cd66e2a617c81a7d5b0786af148226',NULL,0,NULL,0);
INSERT INTO op VALUES(57,3,8,57,NULL,'{"class":49,"guest":0,"student":56}',X'93425c57ed74d77caa150064dc320b21',NULL,0,NULL,0);
INSERT INTO op VALUES(58,3,9,58,NULL,'{"family":"Haddad","given":"Amir","protection":"none"}',X'c47b71fa7a6b649ea4c9c682b4178581',NULL,0,NULL,0);
INSERT INTO op VALUES(59,3,10,59,NULL,'{"class":49,"guest":0,"student":58}',X'16d5c3fee278ad7f09e8b85c61e97ab3',NULL,0,NULL,0);
INSERT INTO op VALUES(60,3,11,60,NULL,'{"protection":"none"}',X'83826666616d696c7958201d8080b876a4ead021f752abadade22cab6fb6f2c8f9642dfd12bc7c571542ff8265676976656e5820b21b3cd9be638845f96e1d0c39e0210a0adf98afb46cdb22530fbfb4bb386945826a70726f74656374696f6e50385d0f218d9e985f2da86e1884048756',NULL,0,NULL,1);
INSERT INTO op VALUES(61,3,12,61,NULL,'{"class":49,"guest":0,"student":60}',X'21b290fc818102f7d430912211659bbf',NULL,0,NULL,0);
INSERT INTO op VALUES(62,3,13,62,NULL,'{"columns":"given;family","headers":"3e3f2bb808e47ebb95046e1a56cba429","school":26}',X'a3051622b869583b1a6374f4f3a83ae9',NULL,0,NULL,0);
INSERT INTO op VALUES(63,4,0,50,'date','2026-11-01',X'3177392648533b634976f05ab5ad2346',NULL,0,NULL,0);
INSERT INTO op VALUES(64,4,1,50,'starts_at',NULL,X'72b03892795c83554ed5cb751124bd06',NULL,0,NULL,0);
INSERT INTO op VALUES(65,4,2,50,'status','held',X'c4d6c0854c8c34269c3b14727d686c4a',NULL,0,NULL,0);
INSERT INTO op VALUES(66,4,3,50,'reason',NULL,X'd78fa7e0f517b8225a8348f6c594216e',NULL,0,NULL,0);
INSERT INTO op VALUES(67,4,4,63,NULL,'{"mark":"P","session":50,"student":56}',X'495d7e2ed78ecc70d79300bc1c994c28',NULL,0,NULL,0);
INSERT INTO op VALUES(68,4,5,64,NULL,'{"mark":"P","session":50,"student":58}',X'4e3ce552faf664701fe1f001a7f9bda7',NULL,0,NULL,0);
INSERT INTO op VALUES(69,4,6,65,NULL,'{"mark":"P","session":50,"student":60}',X'bbd26acbfa5374223d9de3b807f5747e',NULL,0,NULL,0);
INSERT INTO op VALUES(70,5,0,51,'date','2026-11-02',X'27108786b1bf59623e29f929ea8c0023',NULL,0,NULL,0);
INSERT INTO op VALUES(71,5,1,51,'starts_at',NULL,X'3604402bb8f0a3b707beb67b1ff34067',NULL,0,NULL,0);
INSERT INTO op VALUES(72,5,2,51,'status','held',X'bff7fcdf431307e6c60660c5ad4ff710',NULL,0,NULL,0);
INSERT INTO op VALUES(73,5,3,51,'reason',NULL,X'6d2dc93943f9be5dd058153cd950bc1d',NULL,0,NULL,0);
INSERT INTO op VALUES(74,5,4,66,NULL,'{"mark":"P","session":51,"student":56}',X'0ce8f545611b5c5393cf60a5f26e7cb8',NULL,0,NULL,0);
INSERT INTO op VALUES(75,5,5,67,NULL,'{"mark":"P","session":51,"student":58}',X'7d7c7af08f4abb804c773b2d37420572',NULL,0,NULL,0);
INSERT INTO op VALUES(76,5,6,68,NULL,'{"mark":"P","session":51,"student":60}',X'd4584e1ac460daf126b7005496a0d80f',NULL,0,NULL,0);
INSERT INTO op VALUES(77,6,0,52,'date','2026-11-03',X'1063f784dcb9096616faf642496cd356',NULL,0,NULL,0);
INSERT INTO op VALUES(78,6,1,52,'starts_at',NULL,X'9232b08616de7cca4be8d66d2cfb727d',NULL,0,NULL,0);
INSERT INTO op VALUES(79,6,2,52,'status','held',X'0436d2dfa0a17c066f32eb4bf627b239',NULL,0,NULL,0);
INSERT INTO op VALUES(80,6,3,52,'reason',NULL,X'd8f31951c93a976fb47ef6bf7729caa6',NULL,0,NULL,0);
INSERT INTO op VALUES(81,6,4,69,NULL,'{"mark":"P","session":52,"student":56}',X'b8785504a72db4e9d0c972938be825be',NULL,0,NULL,0);
INSERT INTO op VALUES(82,6,5,70,NULL,'{"mark":"P","session":52,"student":58}',X'1daae746e721e2ddaed6cbc2ee110771',NULL,0,NULL,0);
INSERT INTO op VALUES(83,6,6,71,NULL,'{"mark":"P","session":52,"student":60}',X'41e2c7b39478fb25e70022965ba04510',NULL,0,NULL,0);
INSERT INTO op VALUES(84,7,0,53,'date','2026-11-04',X'3577da978b43133677b30378b6aaaa7f',NULL,0,NULL,0);
INSERT INTO op VALUES(85,7,1,53,'starts_at',NULL,X'995b6f496b81ff30a9a41eba1eb78147',NULL,0,NULL,0);
INSERT INTO op VALUES(86,7,2,53,'status','held',X'8d358b5365b324a3db979a61104be6df',NULL,0,NULL,0);
INSERT INTO op VALUES(87,7,3,53,'reason',NULL,X'6f3907fae97e1438c71bc5efbbc1c5e6',NULL,0,NULL,0);
INSERT INTO op VALUES(88,7,4,72,NULL,'{"mark":"P","session":53,"student":56}',X'bdc1bc5b97b919027698dac9394c0a27',NULL,0,NULL,0);
INSERT INTO op VALUES(89,7,5,73,NULL,'{"mark":"P","session":53,"student":58}',X'ec97f8ca63252ddf48d84cfaafdf0e77',NULL,0,NULL,0);
INSERT INTO op VALUES(90,7,6,74,NULL,'{"mark":"P","session":53,"student":60}',X'9bfeb6a8d64e07e327557af8f1c5dd62',NULL,0,NULL,0);
INSERT INTO op VALUES(91,8,0,54,'date','2026-11-05',X'6587d610052096b228b9858469444a96',NULL,0,NULL,0);
INSERT INTO op VALUES(92,8,1,54,'starts_at',NULL,X'4c3fa72dd8c117250ee38ea58ee16206',NULL,0,NULL,0);
INSERT INTO op VALUES(93,8,2,54,'status','held',X'09171143f5a375ab1fec610c056d43e3',NULL,0,NULL,0);
INSERT INTO op VALUES(94,8,3,54,'reason',NULL,X'3db3dee450a5ff06c5ee6a16e7b04f8e',NULL,0,NULL,0);
INSERT INTO op VALUES(95,8,4,75,NULL,'{"mark":"P","session":54,"student":56}',X'd2909c8f49514befff887a2324f5dc22',NULL,0,NULL,0);
INSERT INTO op VALUES(96,8,5,76,NULL,'{"mark":"P","session":54,"student":58}',X'4b2c53c5d9e9a18cf97c91a82bc065ec',NULL,0,NULL,0);
INSERT INTO op VALUES(97,8,6,77,NULL,'{"mark":"P","session":54,"student":60}',X'0ede9a1ddf3b842f70138157e7d39c2b',NULL,0,NULL,0);
INSERT INTO op VALUES(98,9,0,55,'date','2026-11-06',X'a7baffce52d45457b041c8f02e6d9812',NULL,0,NULL,0);
INSERT INTO op VALUES(99,9,1,55,'starts_at',NULL,X'204565254761053b988310814474e6b9',NULL,0,NULL,0);
INSERT INTO op VALUES(100,9,2,55,'status','held',X'0d9957004875b891a2e99ccdaa4cf63c',NULL,0,NULL,0);
INSERT INTO op VALUES(101,9,3,55,'reason',NULL,X'47d0720c77de8777307122250b72eed8',NULL,0,NULL,0);
INSERT INTO op VALUES(102,9,4,78,NULL,'{"mark":"P","session":55,"student":56}',X'76fcfbd23c869cc301ad99e0f73263c1',NULL,0,NULL,0);
INSERT INTO op VALUES(103,9,5,79,NULL,'{"mark":"P","session":55,"student":58}',X'f77f1b74a6c5803e423c861240b1027a',NULL,0,NULL,0);
INSERT INTO op VALUES(104,9,6,80,NULL,'{"mark":"P","session":55,"student":60}',X'7f2ed527e597606029b3fac0dc4158fc',NULL,0,NULL,0);
INSERT INTO op VALUES(105,10,0,81,NULL,'{"device":"01a21cdf-d83f-7504-83b4-2e771be3a930","epoch":1,"letters":"RXRWS"}',X'f8870d78d9de6b9909db23a927d7e996',NULL,0,NULL,0);
INSERT INTO op VALUES(106,10,1,82,NULL,'{"class":49,"kind":"participation","number":1,"series":81,"student":60,"year":2026}',X'888265636c6173735046da7522881c3d29bce360e1f77906fd8264636f646558203a2d6dfc70e7cdd729776b188354f55c573592ce7a27f0e0a734bbff069c6ecc8267636f6e74656e745820ce2158e99e9375738a7deb3f06c3e63c2b042ff58c4d1f81a95fdb780556477082646b696e6450362e63b2b471a01ad90b1e646425cf5082666e756d626572503d8e397af98ed16d2c05493ce8d23f158266736572696573501a620a439f935ad280d5695dffd872e9826773747564656e74506eb414405f07b6eb3849ffa4720dde8f82647965617250d269bfe7a8631b7dddd050331f0a603a',NULL,0,NULL,1);
INSERT INTO op VALUES(107,10,2,83,NULL,'{"class":49,"code":"KL1:+FH%7AS:OQ2E8469%6KIAJIA8NA646846H209C8*EDT342EC2VCPVCH33U3EMED:VDD44G/DZKEV9E1$CHXO4LE*PDW7E0C0C73%O3ZBAJ8FTOAOPCAECSUE1$CKWE3$CZKE50E-2NRQEEECH44P34AECGEC..D J0 :NXOS/DM8+UI.GI%V26NU$K1 Q*Y7SU4VJ38COTI4BQI3DUI%AK3RPT392378U/3GEWL9F1ZH22%97S7NVR786SHOS0C","content":"{\"kind\":\"participation\",\"language\":\"sv\",\"look\":{\"layout\":\"classic\",\"hue\":\"falu_red\",\"wordings\":{\"sv\":{\"title\":\"Deltagarintyg\",\"lead\":\"Härmed intygas att\",\"deed\":\"har fullföljt utbildningen\",\"details\":\"{skola}, klass {klass}\\n{period}, {tid} av {planerad tid}\"}},\"logos\":[],\"signature\":null,\"signatory_title\":\"\"},\"student\":\"Amir Haddad\",\"school\":\"Lugnetgymnasiet\",\"class\":\"SA26A\",\"course\":\"Socialt entreprenörskap\",\"programme\":\"Socialt entreprenörskap i Dalarna\",\"partners\":[\"Region Dalarna\",\"Coompanion Dalarna\",\"Fornby folkhögskola\",\"Högskolan Dalarna\",\"Samarkand2015\"],\"period\":{\"start\":\"2026-07-01\",\"end\":\"2028-10-31\"},\"attended\":540,\"planned\":540,\"sessions\":[{\"number\":1,\"date\":\"2026-11-01\",\"minutes\":90},{\"number\":2,\"date\":\"2026-11-02\",\"minutes\":90},{\"number\":3,\"date\":\"2026-11-03\",\"minutes\":90},{\"number\":4,\"date\":\"2026-11-04\",\"minutes\":90},{\"number\":5,\"date\":\"2026-11-05\",\"minutes\":90},{\"number\":6,\"date\":\"2026-11-06\",\"minutes\":90}],\"completed_on\":\"2026-11-05\",\"issued_on\":\"2026-11-23\",\"place\":\"\",\"signatory\":\"\",\"replaces\":null}","kind":"participation","number":2,"series":81,"student":58,"year":2026}',X'fd87e609ac535126a3015ab0fa533ee2',NULL,0,NULL,0);
INSERT INTO op VALUES(108,10,3,84,NULL,'{"class":49,"code":"KL1:+FH%7AS:OQ2E8469%6KIAJIA8NA646946H20.Y8ZEDH64N0J5$CS3DH33U3EMED:VDD44G/DZKEV9E1$CHXO4LE*PDW7E0C0C73%O3ZBAJ8FTOAOPCAECSUE1$CKWE3$CZKE50E-2NRQEEECH44P34AECGEC..DW4HY0KZALZ.U/MNJ87AB33-CPIP*3F0JQM23CRV%8BYS9U%KKWNEHRU3VU72X3I+HQ7%A9GUL%2F71.J3$0IG-4EUCFSEVY1","content":"{\"kind\":\"participation\",\"language\":\"sv\",\"look\":{\"layout\":\"classic\",\"hue\":\"falu_red\",\"wordings\":{\"sv\":{\"title\":\"Deltagarintyg\",\"lead\":\"Härmed intygas att\",\"deed\":\"har fullföljt utbildningen\",\"details\":\"{skola}, klass {klass}\\n{period}, {tid} av {planerad tid}\"}},\"logos\":[],\"signature\":null,\"signatory_title\":\"\"},\"student\":\"Elin Öberg\",\"school\":\"Lugnetgymnasiet\",\"class\":\"SA26A\",\"course\":\"Socialt entreprenörskap\",\"programme\":\"Socialt entreprenörskap i Dalarna\",\"partners\":[\"Region Dalarna\",\"Coompanion Dalarna\",\"Fornby folkhögskola\",\"Högskolan Dalarna\",\"Samarkand2015\"],\"period\":{\"start\":\"2026-07-01\",\"end\":\"2028-10-31\"},\"attended\":540,\"planned\":540,\"sessions\":[{\"number\":1,\"date\":\"2026-11-01\",\"minutes\":90},{\"number\":2,\"date\":\"2026-11-02\",\"minutes\":90},{\"number\":3,\"date\":\"2026-11-03\",\"minutes\":90},{\"number\":4,\"date\":\"2026-11-04\",\"minutes\":90},{\"number\":5,\"date\":\"2026-11-05\",\"minutes\":90},{\"number\":6,\"date\":\"2026-11-06\",\"minutes\":90}],\"completed_on\":\"2026-11-05\",\"issued_on\":\"2026-11-23\",\"place\":\"\",\"signatory\":\"\",\"replaces\":null}","kind":"participation","number":3,"series":81,"student":56,"year":2026}',X'cc254cdd3785d3733c31ad10dbbf0b34',NULL,0,NULL,0);
INSERT INTO op VALUES(109,11,0,60,'alias','Elev 1',X'f15705ecae98a7efdaccab6c9fb978dc',NULL,0,NULL,0);
INSERT INTO op VALUES(110,11,1,60,'protection','confidential',X'e4118b6f9d2f89cf3f23290ca93b444b',NULL,0,NULL,0);
INSERT INTO op VALUES(111,11,2,60,'given',NULL,X'818265676976656e5820dea602e7ff41489c7055f1d29a5a1106efe0bca62ffb535812caf9becff4b4c6',NULL,0,NULL,1);
INSERT INTO op VALUES(112,11,3,60,'family',NULL,X'81826666616d696c7958200106640a8af2c8d06d7a58d7dda8738c2f24c5314371c4472ef7a8b5c6899c56',NULL,0,NULL,1);
INSERT INTO op VALUES(113,11,4,82,'content','{"kind":"participation","language":"sv","look":{"layout":"classic","hue":"falu_red","wordings":{"sv":{"title":"Deltagarintyg","lead":"Härmed intygas att","deed":"har fullföljt utbildningen","details":"{skola}, klass {klass}\n{period}, {tid} av {planerad tid}"}},"logos":[],"signature":null,"signatory_title":""},"student":"Elev 1","school":"Lugnetgymnasiet","class":"SA26A","course":"Socialt entreprenörskap","programme":"Socialt entreprenörskap i Dalarna","partners":["Region Dalarna","Coompanion Dalarna","Fornby folkhögskola","Högskolan Dalarna","Samarkand2015"],"period":{"start":"2026-07-01","end":"2028-10-31"},"attended":540,"planned":540,"sessions":[{"number":1,"date":"2026-11-01","minutes":90},{"number":2,"date":"2026-11-02","minutes":90},{"number":3,"date":"2026-11-03","minutes":90},{"number":4,"date":"2026-11-04","minutes":90},{"number":5,"date":"2026-11-05","minutes":90},{"number":6,"date":"2026-11-06","minutes":90}],"completed_on":"2026-11-05","issued_on":"2026-11-23","place":"","signatory":"","replaces":null}',X'c316c0985c94d68bf6c2c7e4b09a84c5',NULL,0,NULL,0);
INSERT INTO op VALUES(114,11,5,82,'code','KL1:+FH%7AS:OQ2E8469%6KIAJIA8NA646746C20.Y89$C63498FTOAOPCAECSUE1$CKWE3$CZKE50E-2NRQEEECC73%O30C0193:R5CF4U3EMED:VDD44G/DZKEV9E1$CHXO4LE*PD*7E2DD0T8PVD:KE6GCNEAOAQ1OFH07YEIUI7.DEF6FDC0S43A8G *4MC9M6ONKDG%MA5WXT5SL8T8JW63GMMN1U%NM8D30*K9P1+0V*U5$AV0YN10',X'3403da590117b28c525e58c2c488b87a',NULL,0,NULL,0);
CREATE TABLE op_parent (
    op INTEGER NOT NULL REFERENCES op (id),
    parent INTEGER NOT NULL REFERENCES op (id),
    PRIMARY KEY (op, parent)
) STRICT, WITHOUT ROWID;
INSERT INTO op_parent VALUES(63,50);
INSERT INTO op_parent VALUES(64,50);
INSERT INTO op_parent VALUES(65,50);
INSERT INTO op_parent VALUES(66,50);
INSERT INTO op_parent VALUES(70,51);
INSERT INTO op_parent VALUES(71,51);
INSERT INTO op_parent VALUES(72,51);
INSERT INTO op_parent VALUES(73,51);
INSERT INTO op_parent VALUES(77,52);
INSERT INTO op_parent VALUES(78,52);
INSERT INTO op_parent VALUES(79,52);
INSERT INTO op_parent VALUES(80,52);
INSERT INTO op_parent VALUES(84,53);
INSERT INTO op_parent VALUES(85,53);
INSERT INTO op_parent VALUES(86,53);
INSERT INTO op_parent VALUES(87,53);
INSERT INTO op_parent VALUES(91,54);
INSERT INTO op_parent VALUES(92,54);
INSERT INTO op_parent VALUES(93,54);
INSERT INTO op_parent VALUES(94,54);
INSERT INTO op_parent VALUES(98,55);
INSERT INTO op_parent VALUES(99,55);
INSERT INTO op_parent VALUES(100,55);
INSERT INTO op_parent VALUES(101,55);
INSERT INTO op_parent VALUES(109,60);
INSERT INTO op_parent VALUES(110,60);
INSERT INTO op_parent VALUES(111,60);
INSERT INTO op_parent VALUES(112,60);
INSERT INTO op_parent VALUES(113,106);
INSERT INTO op_parent VALUES(114,106);
CREATE TABLE op_apart (
    change INTEGER NOT NULL REFERENCES change (id),
    idx INTEGER NOT NULL,
    -- NULL where not even the row is known.
    object INTEGER REFERENCES object (id),
    bytes BLOB NOT NULL,
    PRIMARY KEY (change, idx)
) STRICT, WITHOUT ROWID;
CREATE TABLE awaited (
    change INTEGER NOT NULL REFERENCES change (id),
    op INTEGER REFERENCES op (id),
    role TEXT NOT NULL,
    origin INTEGER NOT NULL REFERENCES origin (id),
    seq INTEGER NOT NULL,
    idx INTEGER
) STRICT;
CREATE TABLE pending (
    object INTEGER NOT NULL REFERENCES object (id),
    awaits INTEGER NOT NULL REFERENCES object (id),
    PRIMARY KEY (object, awaits)
) STRICT, WITHOUT ROWID;
CREATE TABLE stored_file (
    digest TEXT PRIMARY KEY,
    bytes BLOB NOT NULL
) STRICT;
CREATE TABLE programme (id INTEGER PRIMARY KEY REFERENCES object (id), deleted INTEGER NOT NULL DEFAULT 0, name TEXT NOT NULL, starts_on TEXT NOT NULL, ends_on TEXT NOT NULL, partners TEXT, time_zone TEXT NOT NULL, place TEXT, signatory TEXT, number_digests INTEGER) STRICT;
INSERT INTO programme VALUES(1,0,'Socialt entreprenörskap i Dalarna','2026-07-01','2028-10-31',replace('Region Dalarna\nCoompanion Dalarna\nFornby folkhögskola\nHögskolan Dalarna\nSamarkand2015','\n',char(10)),'Europe/Stockholm',NULL,NULL,NULL);
CREATE TABLE course (id INTEGER PRIMARY KEY REFERENCES object (id), deleted INTEGER NOT NULL DEFAULT 0, name TEXT NOT NULL, target INTEGER NOT NULL, rule_kind TEXT NOT NULL, rule_value INTEGER NOT NULL, upper_secondary_only INTEGER NOT NULL, exemptions INTEGER NOT NULL) STRICT;
INSERT INTO course VALUES(2,0,'Socialt entreprenörskap',2000,'share',80,1,1);
CREATE TABLE course_session (id INTEGER PRIMARY KEY REFERENCES object (id), deleted INTEGER NOT NULL DEFAULT 0, course INTEGER NOT NULL REFERENCES course (id), number INTEGER NOT NULL, minutes INTEGER NOT NULL, title TEXT) STRICT;
INSERT INTO course_session VALUES(3,0,2,1,90,NULL);
INSERT INTO course_session VALUES(4,0,2,2,90,NULL);
INSERT INTO course_session VALUES(5,0,2,3,90,NULL);
INSERT INTO course_session VALUES(6,0,2,4,90,NULL);
INSERT INTO course_session VALUES(7,0,2,5,90,NULL);
INSERT INTO course_session VALUES(8,0,2,6,90,NULL);
CREATE TABLE school (id INTEGER PRIMARY KEY REFERENCES object (id), deleted INTEGER NOT NULL DEFAULT 0, unit_code TEXT, name TEXT NOT NULL, kind TEXT NOT NULL, municipality TEXT, aliases TEXT, valid_from TEXT, valid_to TEXT) STRICT;
INSERT INTO school VALUES(9,0,'95340745','Vansbro utbildningscenter gy.','upper_secondary','2021',NULL,NULL,NULL);
INSERT INTO school VALUES(10,0,'68381790','Malung-Sälens gymnasieskola','upper_secondary','2023',NULL,NULL,NULL);
INSERT INTO school VALUES(11,0,'19599583','Gymnasieutbildningen i Gagnef','upper_secondary','2026',NULL,NULL,NULL);
INSERT INTO school VALUES(12,0,'22532205','Anpassad gymnasieskola Leksands kommun','adapted_upper_secondary','2029',NULL,NULL,NULL);
INSERT INTO school VALUES(13,0,'44417214','Leksands gymnasium','upper_secondary','2029',NULL,NULL,NULL);
INSERT INTO school VALUES(14,0,'98114742','Stiernhööks anpassade gymnasieskola','adapted_upper_secondary','2031',NULL,NULL,NULL);
INSERT INTO school VALUES(15,0,'14292382','Stiernhööksgymnasiet','upper_secondary','2031',NULL,NULL,NULL);
INSERT INTO school VALUES(16,0,'34421265','Älvdalens Utbildningscentrum','upper_secondary','2039',NULL,NULL,NULL);
INSERT INTO school VALUES(17,0,'12496135','VBU Smeden','upper_secondary','2061',NULL,NULL,NULL);
INSERT INTO school VALUES(18,0,'90708323','Mora anpassad gymnasieskola','adapted_upper_secondary','2062',NULL,NULL,NULL);
INSERT INTO school VALUES(19,0,'47864830','Mora gymnasium ro 1','upper_secondary','2062',NULL,NULL,NULL);
INSERT INTO school VALUES(20,0,'74128230','Mora gymnasium ro 2','upper_secondary','2062',NULL,NULL,NULL);
INSERT INTO school VALUES(21,0,'77873116','Anpassade gymnasieskolan','adapted_upper_secondary','2080',NULL,NULL,NULL);
INSERT INTO school VALUES(22,0,'25720752','Falu Frigymnasium','upper_secondary','2080',NULL,NULL,NULL);
INSERT INTO school VALUES(23,0,'55155562','Hagströmska Gymnasiet Falun 1','upper_secondary','2080',NULL,NULL,NULL);
INSERT INTO school VALUES(24,0,'34253318','Hagströmska Gymnasiet Falun 2','upper_secondary','2080',NULL,NULL,NULL);
INSERT INTO school VALUES(25,0,'81665426','Kristinegymnasiet','upper_secondary','2080',NULL,NULL,NULL);
INSERT INTO school VALUES(26,0,'73046137','Lugnetgymnasiet','upper_secondary','2080',NULL,NULL,NULL);
INSERT INTO school VALUES(27,0,'54481243','Musikkonservatoriet Falun','upper_secondary','2080',NULL,NULL,NULL);
INSERT INTO school VALUES(28,0,'59734510','Praktiska Gymnasiet Falun','upper_secondary','2080',NULL,NULL,NULL);
INSERT INTO school VALUES(29,0,'74434644','Alice Lundsgymnasiet','upper_secondary','2081',NULL,NULL,NULL);
INSERT INTO school VALUES(30,0,'68769650','Hushagsgymnasiet','upper_secondary','2081',NULL,NULL,NULL);
INSERT INTO school VALUES(31,0,'19100658','Introduktionsprogrammen','upper_secondary','2081',NULL,NULL,NULL);
INSERT INTO school VALUES(32,0,'83671390','Ljungbergsgymnasiet','adapted_upper_secondary','2081',NULL,NULL,NULL);
INSERT INTO school VALUES(33,0,'42022406','NTI Gymnasiet Borlänge','upper_secondary','2081',NULL,NULL,NULL);
INSERT INTO school VALUES(34,0,'11858071','Realgymnasiet Borlänge','upper_secondary','2081',NULL,NULL,NULL);
INSERT INTO school VALUES(35,0,'31322470','Rytmus Borlänge','upper_secondary','2081',NULL,NULL,NULL);
INSERT INTO school VALUES(36,0,'65192707','Soltorgsgymnasiet','upper_secondary','2081',NULL,NULL,NULL);
INSERT INTO school VALUES(37,0,'69985412','Dahlander kunskapscentrum','upper_secondary','2082',NULL,NULL,NULL);
INSERT INTO school VALUES(38,0,'62434701','Dormsjöskolan Anpassad Gymnasieskola','adapted_upper_secondary','2083',NULL,NULL,NULL);
INSERT INTO school VALUES(39,0,'86327236','Martin Koch-gymnasiet','upper_secondary','2083',NULL,NULL,NULL);
INSERT INTO school VALUES(40,0,'35494110','Vasaskolan 7-9','adapted_upper_secondary','2083',NULL,NULL,NULL);
INSERT INTO school VALUES(41,0,'30376472','Karlfeldtgymnasiet','upper_secondary','2084',NULL,NULL,NULL);
INSERT INTO school VALUES(42,0,'97535124','Hitachigymnasiet Ludvika','upper_secondary','2085',NULL,NULL,NULL);
INSERT INTO school VALUES(43,0,'11102578','VBU Högbergsskolan 1','upper_secondary','2085',NULL,NULL,NULL);
INSERT INTO school VALUES(44,0,'69306209','VBU Högbergsskolan 2','upper_secondary','2085',NULL,NULL,NULL);
INSERT INTO school VALUES(45,0,'52842379','VBU Högbergsskolan anpassad gymnasieskola','adapted_upper_secondary','2085',NULL,NULL,NULL);
INSERT INTO school VALUES(46,0,'92651253','VBU Malmen','upper_secondary','2085',NULL,NULL,NULL);
INSERT INTO school VALUES(47,0,NULL,'Fornby folkhögskola','folk_high_school','2081',NULL,NULL,NULL);
CREATE TABLE person (id INTEGER PRIMARY KEY REFERENCES object (id), deleted INTEGER NOT NULL DEFAULT 0, name TEXT NOT NULL, email TEXT, phone TEXT, role TEXT, school INTEGER REFERENCES school (id)) STRICT;
INSERT INTO person VALUES(48,0,'Asa',NULL,NULL,NULL,NULL);
CREATE TABLE class (id INTEGER PRIMARY KEY REFERENCES object (id), deleted INTEGER NOT NULL DEFAULT 0, school INTEGER NOT NULL REFERENCES school (id), name TEXT NOT NULL, course INTEGER NOT NULL REFERENCES course (id), term TEXT NOT NULL, study_path TEXT, grouping TEXT NOT NULL) STRICT;
INSERT INTO class VALUES(49,0,26,'SA26A',2,'HT26','SA','form_class');
CREATE TABLE class_teacher (id INTEGER PRIMARY KEY REFERENCES object (id), deleted INTEGER NOT NULL DEFAULT 0, class INTEGER NOT NULL REFERENCES class (id), person INTEGER NOT NULL REFERENCES person (id)) STRICT;
CREATE TABLE student (id INTEGER PRIMARY KEY REFERENCES object (id), deleted INTEGER NOT NULL DEFAULT 0, given TEXT, family TEXT, alias TEXT, protection TEXT NOT NULL, birth_date TEXT, legal_sex TEXT, study_path TEXT, grade INTEGER, email TEXT, number_digest TEXT, merged_into INTEGER REFERENCES object (id), sort_key BLOB, survivor INTEGER NOT NULL) STRICT;
INSERT INTO student VALUES(56,0,'Elin','Öberg',NULL,'none',NULL,NULL,NULL,NULL,NULL,NULL,NULL,X'5e7f042d334d37010901c6080033413b45010801dc07',56);
INSERT INTO student VALUES(58,0,'Amir','Haddad',NULL,'none',NULL,NULL,NULL,NULL,NULL,NULL,NULL,X'392b31312b31010a01dc09002b433b4d010801dc07',58);
INSERT INTO student VALUES(60,0,NULL,NULL,'Elev 1','confidential',NULL,NULL,NULL,NULL,NULL,NULL,NULL,X'334133550414010a01dc09000101',60);
CREATE TABLE enrolment (id INTEGER PRIMARY KEY REFERENCES object (id), deleted INTEGER NOT NULL DEFAULT 0, student INTEGER NOT NULL REFERENCES student (id), class INTEGER NOT NULL REFERENCES class (id), starts_on TEXT, ends_on TEXT, guest INTEGER NOT NULL) STRICT;
INSERT INTO enrolment VALUES(57,0,56,49,NULL,NULL,0);
INSERT INTO enrolment VALUES(59,0,58,49,NULL,NULL,0);
INSERT INTO enrolment VALUES(61,0,60,49,NULL,NULL,0);
CREATE TABLE session (id INTEGER PRIMARY KEY REFERENCES object (id), deleted INTEGER NOT NULL DEFAULT 0, class INTEGER NOT NULL REFERENCES class (id), number INTEGER NOT NULL, date TEXT, starts_at TEXT, minutes INTEGER NOT NULL, place TEXT, leader TEXT, note TEXT, status TEXT NOT NULL, reason TEXT) STRICT;
INSERT INTO session VALUES(50,0,49,1,'2026-11-01',NULL,90,NULL,NULL,NULL,'held',NULL);
INSERT INTO session VALUES(51,0,49,2,'2026-11-02',NULL,90,NULL,NULL,NULL,'held',NULL);
INSERT INTO session VALUES(52,0,49,3,'2026-11-03',NULL,90,NULL,NULL,NULL,'held',NULL);
INSERT INTO session VALUES(53,0,49,4,'2026-11-04',NULL,90,NULL,NULL,NULL,'held',NULL);
INSERT INTO session VALUES(54,0,49,5,'2026-11-05',NULL,90,NULL,NULL,NULL,'held',NULL);
INSERT INTO session VALUES(55,0,49,6,'2026-11-06',NULL,90,NULL,NULL,NULL,'held',NULL);
CREATE TABLE attendance (id INTEGER PRIMARY KEY REFERENCES object (id), deleted INTEGER NOT NULL DEFAULT 0, session INTEGER NOT NULL REFERENCES session (id), student INTEGER NOT NULL REFERENCES student (id), mark TEXT) STRICT;
INSERT INTO attendance VALUES(63,0,50,56,'P');
INSERT INTO attendance VALUES(64,0,50,58,'P');
INSERT INTO attendance VALUES(65,0,50,60,'P');
INSERT INTO attendance VALUES(66,0,51,56,'P');
INSERT INTO attendance VALUES(67,0,51,58,'P');
INSERT INTO attendance VALUES(68,0,51,60,'P');
INSERT INTO attendance VALUES(69,0,52,56,'P');
INSERT INTO attendance VALUES(70,0,52,58,'P');
INSERT INTO attendance VALUES(71,0,52,60,'P');
INSERT INTO attendance VALUES(72,0,53,56,'P');
INSERT INTO attendance VALUES(73,0,53,58,'P');
INSERT INTO attendance VALUES(74,0,53,60,'P');
INSERT INTO attendance VALUES(75,0,54,56,'P');
INSERT INTO attendance VALUES(76,0,54,58,'P');
INSERT INTO attendance VALUES(77,0,54,60,'P');
INSERT INTO attendance VALUES(78,0,55,56,'P');
INSERT INTO attendance VALUES(79,0,55,58,'P');
INSERT INTO attendance VALUES(80,0,55,60,'P');
CREATE TABLE exemption (id INTEGER PRIMARY KEY REFERENCES object (id), deleted INTEGER NOT NULL DEFAULT 0, session INTEGER NOT NULL REFERENCES session (id), student INTEGER NOT NULL REFERENCES student (id), reason TEXT) STRICT;
CREATE TABLE announced_absence (id INTEGER PRIMARY KEY REFERENCES object (id), deleted INTEGER NOT NULL DEFAULT 0, session INTEGER NOT NULL REFERENCES session (id), student INTEGER NOT NULL REFERENCES student (id)) STRICT;
CREATE TABLE series (id INTEGER PRIMARY KEY REFERENCES object (id), deleted INTEGER NOT NULL DEFAULT 0, letters TEXT NOT NULL, device TEXT NOT NULL, epoch INTEGER NOT NULL) STRICT;
INSERT INTO series VALUES(81,0,'RXRWS','01a21cdf-d83f-7504-83b4-2e771be3a930',1);
CREATE TABLE certificate (id INTEGER PRIMARY KEY REFERENCES object (id), deleted INTEGER NOT NULL DEFAULT 0, series INTEGER NOT NULL REFERENCES series (id), year INTEGER NOT NULL, number INTEGER NOT NULL, kind TEXT NOT NULL, student INTEGER NOT NULL REFERENCES student (id), class INTEGER NOT NULL REFERENCES class (id), content TEXT NOT NULL, code TEXT, replaces INTEGER REFERENCES object (id), revoked_on TEXT, reason TEXT) STRICT;
INSERT INTO certificate VALUES(82,0,81,2026,1,'participation',60,49,'{"kind":"participation","language":"sv","look":{"layout":"classic","hue":"falu_red","wordings":{"sv":{"title":"Deltagarintyg","lead":"Härmed intygas att","deed":"har fullföljt utbildningen","details":"{skola}, klass {klass}\n{period}, {tid} av {planerad tid}"}},"logos":[],"signature":null,"signatory_title":""},"student":"Elev 1","school":"Lugnetgymnasiet","class":"SA26A","course":"Socialt entreprenörskap","programme":"Socialt entreprenörskap i Dalarna","partners":["Region Dalarna","Coompanion Dalarna","Fornby folkhögskola","Högskolan Dalarna","Samarkand2015"],"period":{"start":"2026-07-01","end":"2028-10-31"},"attended":540,"planned":540,"sessions":[{"number":1,"date":"2026-11-01","minutes":90},{"number":2,"date":"2026-11-02","minutes":90},{"number":3,"date":"2026-11-03","minutes":90},{"number":4,"date":"2026-11-04","minutes":90},{"number":5,"date":"2026-11-05","minutes":90},{"number":6,"date":"2026-11-06","minutes":90}],"completed_on":"2026-11-05","issued_on":"2026-11-23","place":"","signatory":"","replaces":null}','KL1:+FH%7AS:OQ2E8469%6KIAJIA8NA646746C20.Y89$C63498FTOAOPCAECSUE1$CKWE3$CZKE50E-2NRQEEECC73%O30C0193:R5CF4U3EMED:VDD44G/DZKEV9E1$CHXO4LE*PD*7E2DD0T8PVD:KE6GCNEAOAQ1OFH07YEIUI7.DEF6FDC0S43A8G *4MC9M6ONKDG%MA5WXT5SL8T8JW63GMMN1U%NM8D30*K9P1+0V*U5$AV0YN10',NULL,NULL,NULL);
INSERT INTO certificate VALUES(83,0,81,2026,2,'participation',58,49,'{"kind":"participation","language":"sv","look":{"layout":"classic","hue":"falu_red","wordings":{"sv":{"title":"Deltagarintyg","lead":"Härmed intygas att","deed":"har fullföljt utbildningen","details":"{skola}, klass {klass}\n{period}, {tid} av {planerad tid}"}},"logos":[],"signature":null,"signatory_title":""},"student":"Amir Haddad","school":"Lugnetgymnasiet","class":"SA26A","course":"Socialt entreprenörskap","programme":"Socialt entreprenörskap i Dalarna","partners":["Region Dalarna","Coompanion Dalarna","Fornby folkhögskola","Högskolan Dalarna","Samarkand2015"],"period":{"start":"2026-07-01","end":"2028-10-31"},"attended":540,"planned":540,"sessions":[{"number":1,"date":"2026-11-01","minutes":90},{"number":2,"date":"2026-11-02","minutes":90},{"number":3,"date":"2026-11-03","minutes":90},{"number":4,"date":"2026-11-04","minutes":90},{"number":5,"date":"2026-11-05","minutes":90},{"number":6,"date":"2026-11-06","minutes":90}],"completed_on":"2026-11-05","issued_on":"2026-11-23","place":"","signatory":"","replaces":null}','KL1:+FH%7AS:OQ2E8469%6KIAJIA8NA646846H209C8*EDT342EC2VCPVCH33U3EMED:VDD44G/DZKEV9E1$CHXO4LE*PDW7E0C0C73%O3ZBAJ8FTOAOPCAECSUE1$CKWE3$CZKE50E-2NRQEEECH44P34AECGEC..D J0 :NXOS/DM8+UI.GI%V26NU$K1 Q*Y7SU4VJ38COTI4BQI3DUI%AK3RPT392378U/3GEWL9F1ZH22%97S7NVR786SHOS0C',NULL,NULL,NULL);
INSERT INTO certificate VALUES(84,0,81,2026,3,'participation',56,49,'{"kind":"participation","language":"sv","look":{"layout":"classic","hue":"falu_red","wordings":{"sv":{"title":"Deltagarintyg","lead":"Härmed intygas att","deed":"har fullföljt utbildningen","details":"{skola}, klass {klass}\n{period}, {tid} av {planerad tid}"}},"logos":[],"signature":null,"signatory_title":""},"student":"Elin Öberg","school":"Lugnetgymnasiet","class":"SA26A","course":"Socialt entreprenörskap","programme":"Socialt entreprenörskap i Dalarna","partners":["Region Dalarna","Coompanion Dalarna","Fornby folkhögskola","Högskolan Dalarna","Samarkand2015"],"period":{"start":"2026-07-01","end":"2028-10-31"},"attended":540,"planned":540,"sessions":[{"number":1,"date":"2026-11-01","minutes":90},{"number":2,"date":"2026-11-02","minutes":90},{"number":3,"date":"2026-11-03","minutes":90},{"number":4,"date":"2026-11-04","minutes":90},{"number":5,"date":"2026-11-05","minutes":90},{"number":6,"date":"2026-11-06","minutes":90}],"completed_on":"2026-11-05","issued_on":"2026-11-23","place":"","signatory":"","replaces":null}','KL1:+FH%7AS:OQ2E8469%6KIAJIA8NA646946H20.Y8ZEDH64N0J5$CS3DH33U3EMED:VDD44G/DZKEV9E1$CHXO4LE*PDW7E0C0C73%O3ZBAJ8FTOAOPCAECSUE1$CKWE3$CZKE50E-2NRQEEECH44P34AECGEC..DW4HY0KZALZ.U/MNJ87AB33-CPIP*3F0JQM23CRV%8BYS9U%KKWNEHRU3VU72X3I+HQ7%A9GUL%2F71.J3$0IG-4EUCFSEVY1',NULL,NULL,NULL);
CREATE TABLE mapping (id INTEGER PRIMARY KEY REFERENCES object (id), deleted INTEGER NOT NULL DEFAULT 0, school INTEGER NOT NULL REFERENCES school (id), headers TEXT NOT NULL, columns TEXT NOT NULL) STRICT;
INSERT INTO mapping VALUES(62,0,26,'3e3f2bb808e47ebb95046e1a56cba429','given;family');
CREATE TABLE not_same (id INTEGER PRIMARY KEY REFERENCES object (id), deleted INTEGER NOT NULL DEFAULT 0, student INTEGER NOT NULL REFERENCES student (id), other INTEGER NOT NULL REFERENCES student (id)) STRICT;
CREATE TABLE picture (id INTEGER PRIMARY KEY REFERENCES object (id), deleted INTEGER NOT NULL DEFAULT 0, file TEXT NOT NULL REFERENCES stored_file (digest)) STRICT;
CREATE TABLE design (id INTEGER PRIMARY KEY REFERENCES object (id), deleted INTEGER NOT NULL DEFAULT 0, content TEXT NOT NULL) STRICT;
CREATE TABLE municipal_target (id INTEGER PRIMARY KEY REFERENCES object (id), deleted INTEGER NOT NULL DEFAULT 0, course INTEGER NOT NULL REFERENCES course (id), municipality TEXT NOT NULL, target INTEGER NOT NULL) STRICT;
CREATE TABLE report (id INTEGER PRIMARY KEY REFERENCES object (id), deleted INTEGER NOT NULL DEFAULT 0, made_on TEXT NOT NULL, name TEXT NOT NULL, about TEXT NOT NULL, file TEXT NOT NULL REFERENCES stored_file (digest)) STRICT;
CREATE TABLE grant (id INTEGER PRIMARY KEY REFERENCES object (id), deleted INTEGER NOT NULL DEFAULT 0, device TEXT NOT NULL, class INTEGER NOT NULL REFERENCES class (id), closed TEXT) STRICT;
CREATE TABLE digest_key (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    secret BLOB NOT NULL CHECK (length(secret) = 32)
) STRICT;
CREATE TABLE signing_key (
    id INTEGER PRIMARY KEY,
    public BLOB NOT NULL UNIQUE CHECK (length(public) = 32),
    secret BLOB CHECK (length(secret) = 32),
    made_on TEXT NOT NULL
, lost_on TEXT, in_keyring INTEGER NOT NULL DEFAULT 0) STRICT;
INSERT INTO signing_key VALUES(1,X'928a3996e96a6404e160308c1d762a21b3851e5aa332814c5e72f3658fc14390',X'ab366db670028d6f25bca67b37e9b93c4d54f5f0bfecb5b5b1a9aca864e3ba56','2026-11-23',NULL,0);
CREATE TABLE standing (
    student INTEGER NOT NULL REFERENCES student (id),
    class INTEGER NOT NULL REFERENCES class (id),
    course INTEGER NOT NULL REFERENCES course (id),
    verdict TEXT NOT NULL,
    planned INTEGER NOT NULL,
    exempt INTEGER NOT NULL,
    attended INTEGER NOT NULL,
    attended_sessions INTEGER NOT NULL,
    open INTEGER NOT NULL,
    open_sessions INTEGER NOT NULL,
    needed_sessions INTEGER,
    enrolled_on TEXT NOT NULL,
    started_on TEXT,
    completed_on TEXT,
    PRIMARY KEY (student, class)
) STRICT, WITHOUT ROWID;
INSERT INTO standing VALUES(56,49,2,'counts',540,0,540,6,0,0,0,'2026-11-01','2026-11-01','2026-11-05');
INSERT INTO standing VALUES(58,49,2,'counts',540,0,540,6,0,0,0,'2026-11-01','2026-11-01','2026-11-05');
INSERT INTO standing VALUES(60,49,2,'counts',540,0,540,6,0,0,0,'2026-11-01','2026-11-01','2026-11-05');
CREATE INDEX change_by_stamp ON change (stamp);
CREATE INDEX change_by_place ON change (placed);
CREATE INDEX op_by_object ON op (object, field);
CREATE INDEX op_apart_by_object ON op_apart (object);
CREATE INDEX awaited_by_change ON awaited (origin, seq);
CREATE INDEX awaited_of_change ON awaited (change);
CREATE INDEX pending_by_awaited ON pending (awaits);
CREATE INDEX municipal_target_by_course ON municipal_target (course);
CREATE INDEX course_session_by_course ON course_session (course);
CREATE INDEX person_by_school ON person (school);
CREATE INDEX class_by_school ON class (school);
CREATE INDEX class_by_course ON class (course);
CREATE INDEX class_teacher_by_class ON class_teacher (class);
CREATE INDEX class_teacher_by_person ON class_teacher (person);
CREATE INDEX student_by_name ON student (sort_key);
CREATE INDEX student_by_number ON student (number_digest) WHERE number_digest IS NOT NULL;
CREATE INDEX student_by_survivor ON student (survivor);
CREATE INDEX student_by_joined ON student (merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX enrolment_by_student ON enrolment (student);
CREATE INDEX enrolment_by_class ON enrolment (class);
CREATE INDEX session_by_class ON session (class);
CREATE INDEX session_by_date ON session (date);
CREATE INDEX session_to_log ON session (date) WHERE status = 'planned' AND deleted = 0;
CREATE INDEX attendance_by_student ON attendance (student, session);
CREATE INDEX attendance_by_session ON attendance (session);
CREATE INDEX exemption_by_student ON exemption (student);
CREATE INDEX exemption_by_session ON exemption (session);
CREATE INDEX announced_absence_by_session ON announced_absence (session);
CREATE INDEX announced_absence_by_student ON announced_absence (student);
CREATE INDEX certificate_by_serial ON certificate (series, year, number);
CREATE INDEX certificate_by_student ON certificate (student);
CREATE INDEX certificate_by_class ON certificate (class);
CREATE INDEX certificate_by_replaced ON certificate (replaces) WHERE replaces IS NOT NULL;
CREATE INDEX mapping_by_school ON mapping (school);
CREATE INDEX not_same_by_student ON not_same (student);
CREATE INDEX not_same_by_other ON not_same (other);
CREATE INDEX standing_by_class ON standing (class);
CREATE INDEX standing_by_course ON standing (course);
CREATE UNIQUE INDEX signing_key_in_use ON signing_key (secret IS NOT NULL OR in_keyring)
WHERE secret IS NOT NULL OR in_keyring;
COMMIT;
