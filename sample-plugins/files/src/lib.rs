//! A sink that writes JSON lines into files which appear when they are complete: what is written
//! has a name that begins with a dot, until it is committed.

use std::fs::{self, File};
use std::io::{BufWriter, ErrorKind, Write};
use std::path::{Path, PathBuf};
use wadi::{Field, Rows, Sink, TwoPhaseSink, Writer};

wadi::plugin! { name: "files", version: "1.0.0", needs: ["write"] }

wadi::options! {
    struct FilesOptions {
        /// The folder, which must be there, and granted to the plugin: write:/FOLDER
        path: String,
        /// What the names of files begin with
        prefix: String = "part",
    }
}

struct Files {
    folder: PathBuf,
    /// What the names of this pipeline's hidden files begin with.
    hidden: String,
    /// What those of this writer's files begin with.
    own: String,
    next: usize,
    open: Option<(String, BufWriter<File>)>,
    line: String,
}

wadi::two_phase_sink! {
    /// JSON lines in files that appear when they are complete
    files: Files { max_parallelism: 64 }
}

impl Sink for Files {
    type Options = FilesOptions;

    fn open(options: FilesOptions, _fields: &[Field], writer: Writer) -> Result<Self, String> {
        if options.prefix.contains('/') || options.prefix.starts_with('.') {
            return Err(format!("'{}' is no beginning of a file's name", options.prefix));
        }
        Ok(Files {
            folder: PathBuf::from(options.path),
            hidden: format!(".{}~", writer.owner),
            own: format!("{}-{}-{}", options.prefix, writer.job, writer.subtask),
            next: 0,
            open: None,
            line: String::new(),
        })
    }

    fn write(&mut self, rows: &Rows) -> Result<(), String> {
        if self.open.is_none() {
            self.begin()?;
        }
        let (name, file) = self.open.as_mut().expect("it was begun");
        for row in rows.iter() {
            self.line.clear();
            row.write_json(&mut self.line);
            self.line.push('\n');
            file.write_all(self.line.as_bytes()).map_err(|e| failed("written", name, e))?;
        }
        Ok(())
    }
}

impl TwoPhaseSink for Files {
    fn prepare(&mut self, _epoch: i64) -> Result<Vec<String>, String> {
        match self.open.take() {
            None => Ok(Vec::new()),
            Some((name, mut file)) => {
                file.flush()
                    .and_then(|_| file.get_ref().sync_all())
                    .map_err(|e| failed("written", &name, e))?;
                Ok(vec![name])
            }
        }
    }

    fn commit(&mut self, committables: &[&str]) -> Result<(), String> {
        for name in committables {
            match fs::rename(self.hidden(name), self.folder.join(name)) {
                Ok(()) => {}
                Err(e) if e.kind() == ErrorKind::NotFound && self.folder.join(name).exists() => {}
                Err(e) => return Err(failed("renamed", name, e)),
            }
        }
        Ok(())
    }

    fn recover(&mut self, committables: &[&str]) -> Result<(), String> {
        self.commit(committables)?;
        let entries = fs::read_dir(&self.folder).map_err(|e| failed("listed", "", e))?;
        for entry in entries {
            let entry = entry.map_err(|e| failed("listed", "", e))?;
            let name = entry.file_name();
            if name.to_string_lossy().starts_with(&self.hidden) {
                remove(&entry.path())?;
            }
        }
        Ok(())
    }
}

impl Files {
    fn begin(&mut self) -> Result<(), String> {
        let name = format!("{}-{}.json", self.own, self.next);
        self.next += 1;
        let file = File::create(self.hidden(&name)).map_err(|e| failed("created", &name, e))?;
        self.open = Some((name, BufWriter::new(file)));
        Ok(())
    }

    fn hidden(&self, name: &str) -> PathBuf {
        self.folder.join(format!("{}{}", self.hidden, name))
    }
}

/// What was not prepared is discarded.
impl Drop for Files {
    fn drop(&mut self) {
        if let Some((name, file)) = self.open.take() {
            drop(file.into_parts());
            let _ = remove(&self.hidden(&name));
        }
    }
}

fn remove(file: &Path) -> Result<(), String> {
    fs::remove_file(file).map_err(|e| failed("removed", &file.to_string_lossy(), e))
}

fn failed(verb: &str, name: &str, error: std::io::Error) -> String {
    format!("the file '{}' could not be {}: {}", name, verb, error)
}
