-- What the parts of a lecture are called is read from the slides that were shown, out of a log of any length.
create index entry_slides on entry (lecture_id, seq) where type like 'slide.%';
