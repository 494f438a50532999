"""What can go wrong with a database."""

from onrecord.errors import Code

NO_DATABASE = Code("S101", "there is no such database", "Make one with `onrecord code PATHS --db FILE`.")
FOREIGN = Code("S102", "the file is not an onrecord database", "Name another file with --db.")
NEWER = Code("S103", "the database was made by a newer onrecord", "Update onrecord.")
LOCKED = Code("S104", "another program is writing to the database", "Wait for it, or name another file with --db.")
DAMAGED = Code("S105", "the database is damaged", "Restore a copy, or code the articles anew.")
NO_ARTICLE = Code("S106", "no article has this id", "List ids with `onrecord events --json`, or give more of the id.")
MANY_ARTICLES = Code("S107", "several articles' ids begin so", "Give more of the id.")
BAD_SEARCH = Code("S108", "the search words can't be read", "Use plain words; quote phrases; AND, OR, NOT in capitals.")
OLDER = Code("S110", "the database was made by an older onrecord", "Bring it up to date with `onrecord group --db FILE`.")
CLOSED = Code("S109", "the database can't be written", "Check who may write to the file and its folder.")
