//! The system's printers, where it can name them: `lpstat` and `lp` (CUPS) on Linux and macOS, PowerShell on Windows.

use std::path::Path;
use std::process::{Command, Stdio};

/// The printers' names. None where the system can't tell.
pub fn names() -> Vec<String> {
    let mut command = match cfg!(windows) {
        true => powershell("Get-Printer | ForEach-Object { $_.Name }"),
        false => {
            let mut command = Command::new("lpstat");
            command.arg("-e");
            command
        }
    };
    let Ok(output) = command.stdin(Stdio::null()).stderr(Stdio::null()).output() else {
        return Vec::new();
    };
    if !output.status.success() {
        return Vec::new();
    }

    String::from_utf8_lossy(&output.stdout)
        .lines()
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Sends a PDF to a printer, which then no longer needs the file. The error is what the system said.
pub fn send(printer: &str, file: &Path) -> std::io::Result<()> {
    let mut command = match cfg!(windows) {
        true => {
            let quoted = |text: &str| format!("'{}'", text.replace('\'', "''"));
            let (file, printer) = (quoted(&file.display().to_string()), quoted(printer));
            powershell(&format!(
                "Start-Process -FilePath {file} -Verb PrintTo -ArgumentList ('\"' + {printer} + '\"')"
            ))
        }
        false => {
            let mut command = Command::new("lp");
            command.args(["-s", "-d", printer, "--"]).arg(file);
            command
        }
    };
    let output = command.stdin(Stdio::null()).output()?;
    if output.status.success() {
        if cfg!(not(windows)) {
            // The spooler has a copy of its own; names are not left lying about. Windows reads the file later.
            let _ = std::fs::remove_file(file);
        }
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr).trim().to_owned();

    Err(std::io::Error::other(said))
}

fn powershell(script: &str) -> Command {
    let mut command = Command::new("powershell");
    command.args(["-NoProfile", "-NonInteractive", "-Command", script]);

    command
}
