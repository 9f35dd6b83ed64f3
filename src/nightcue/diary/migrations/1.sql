-- Version 1: one row a night. Lists are words between spaces; NULL is what was not said.
CREATE TABLE nights (
    date TEXT NOT NULL PRIMARY KEY,
    cramps INTEGER NOT NULL,
    intensity INTEGER,
    longest INTEGER,
    side TEXT,
    muscle TEXT,
    day TEXT,
    stretched INTEGER,
    compression INTEGER,
    massage INTEGER,
    socks INTEGER,
    legs TEXT,
    signs TEXT,
    note TEXT
);
