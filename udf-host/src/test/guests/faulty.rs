//! A sink of two phases that does one thing wrong, which its option `fault` names.

use std::fs::{self, File, OpenOptions};
use std::io::Write;
use std::path::PathBuf;
use wadi::{Field, Rows, Sink, TwoPhaseSink, Writer};

wadi::plugin! { name: "faulty", version: "1.0.0", needs: ["write"] }

wadi::options! {
    struct FaultyOptions {
        /// The folder
        path: String,
        /// What is wrong
        fault: String = "none" where {
            enum: ["none", "repeats", "forgets", "keeps", "loses", "shares", "wants_rows"]
        },
    }
}

struct Faulty {
    options: FaultyOptions,
    /// What the names of this pipeline's hidden files begin with.
    hidden: String,
    /// What those of this writer's files begin with.
    own: String,
    next: usize,
    lines: String,
}

wadi::two_phase_sink! {
    /// JSON lines in files, almost as it should be
    faulty: Faulty
}

impl Sink for Faulty {
    type Options = FaultyOptions;

    fn open(options: FaultyOptions, _fields: &[Field], writer: Writer) -> Result<Self, String> {
        let subtask = if options.fault == "shares" { 0 } else { writer.subtask };
        Ok(Faulty {
            hidden: format!(".{}~", writer.owner),
            own: format!("{}-{}", writer.job, subtask),
            next: 0,
            lines: String::new(),
            options,
        })
    }

    fn write(&mut self, rows: &Rows) -> Result<(), String> {
        for row in rows.iter() {
            row.write_json(&mut self.lines);
            self.lines.push('\n');
        }
        Ok(())
    }
}

impl TwoPhaseSink for Faulty {
    fn prepare(&mut self, _epoch: i64) -> Result<Vec<String>, String> {
        if self.lines.is_empty() {
            return if self.is("wants_rows") {
                Err("there are no rows".to_owned())
            } else {
                Ok(Vec::new())
            };
        }
        let name = format!("{}-{}", self.own, self.next);
        self.next += 1;
        let mut file = File::create(self.hidden(&name)).map_err(|e| e.to_string())?;
        file.write_all(self.lines.as_bytes()).map_err(|e| e.to_string())?;
        self.lines.clear();
        Ok(vec![name])
    }

    fn commit(&mut self, committables: &[&str]) -> Result<(), String> {
        let lost = if self.is("loses") { committables.len().saturating_sub(1) } else { 0 };
        for name in &committables[lost..] {
            if self.is("repeats") {
                let lines = fs::read(self.hidden(name)).map_err(|e| e.to_string())?;
                OpenOptions::new()
                    .create(true)
                    .append(true)
                    .open(PathBuf::from(&self.options.path).join("all"))
                    .and_then(|mut file| file.write_all(&lines))
                    .map_err(|e| e.to_string())?;
            } else if self.hidden(name).exists() {
                let visible = PathBuf::from(&self.options.path).join(name);
                fs::rename(self.hidden(name), visible).map_err(|e| e.to_string())?;
            }
        }
        Ok(())
    }

    fn recover(&mut self, committables: &[&str]) -> Result<(), String> {
        if !self.is("forgets") {
            self.commit(committables)?;
        }
        if self.is("keeps") {
            return Ok(());
        }
        for entry in fs::read_dir(&self.options.path).map_err(|e| e.to_string())? {
            let entry = entry.map_err(|e| e.to_string())?;
            if entry.file_name().to_string_lossy().starts_with(&self.hidden) {
                fs::remove_file(entry.path()).map_err(|e| e.to_string())?;
            }
        }
        Ok(())
    }
}

impl Faulty {
    fn is(&self, fault: &str) -> bool {
        self.options.fault == fault
    }

    fn hidden(&self, name: &str) -> PathBuf {
        PathBuf::from(&self.options.path).join(format!("{}{}", self.hidden, name))
    }
}
