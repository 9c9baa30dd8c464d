-- Questions that say nearly the same are found by their trigrams.
create extension if not exists pg_trgm;
