-- What a course has chosen for the questions of its lectures.
alter table course add column questions_approved boolean not null default false; -- those who teach read them before the class does
alter table course add column questions_nobodys boolean not null default false;  -- one may ask so that nobody knows who it was
