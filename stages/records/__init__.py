"""Records: identity, schemas, tables on disk and the record cache."""
