INSERT INTO standing (student, class, course, verdict, planned, exempt, attended, attended_sessions, open, open_sessions,
                      needed_sessions, enrolled_on, started_on, completed_on)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
