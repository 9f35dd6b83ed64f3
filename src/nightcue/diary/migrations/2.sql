-- Version 2: what was played. `started` is UTC, `clock` the offset in seconds that the clock at the bedside had then.
CREATE TABLE plays (
    routine TEXT NOT NULL,
    language TEXT NOT NULL,
    started TEXT NOT NULL,
    clock INTEGER NOT NULL,
    heard REAL NOT NULL,
    length REAL NOT NULL,
    finished INTEGER NOT NULL,
    PRIMARY KEY (started, routine, language)
);
