//! Tables and calendars out, for other programs to read.

pub mod attendance_file;
pub mod calendar;
pub mod records;
pub mod table;
pub mod workbook;
