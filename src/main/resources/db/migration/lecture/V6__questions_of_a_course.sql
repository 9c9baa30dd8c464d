-- The questions of all lectures of a course are asked for at once.
create index entry_questions on entry (lecture_id, seq) where type like 'question.%';
