//! What is being read at this moment, in files beside the database: a text that brings the whole process down is known by them to the next
//! one, which reads it alone, and leaves it alone once it has happened twice.
//!
//! A panic is caught where it happens. This is about what cannot be caught: a stack that overflows, memory that runs out, an abort in a
//! library. Marks are written without `fsync`: they are to outlive this process and not the machine, whose end is no text's doing.

use std::collections::HashMap;
use std::fs::{self, File};
use std::io;
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use xxhash_rust::xxh3::Xxh3;

use super::error::line;
use crate::crash;

/// Ends of the process within the same text after which it is left alone.
const ENOUGH: u32 = 2;
/// Folder of the marks and file of the suspects within the state folder.
const READING: &str = "reading";
const SUSPECTS: &str = "suspects";
/// Ends what counts in a file of marks, which is never shortened.
const END: &str = "end\n";

/// A text that is going to be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    digest: u128,
    place: String,
}

impl Mark {
    /// `place` is its address, for people; `parts` are what it consists of: another text at the same address is another one.
    pub fn new(place: &str, parts: &[&[u8]]) -> Self {
        let mut digest = Xxh3::new();
        for part in parts {
            digest.update(&part.len().to_le_bytes());
            digest.update(part);
        }
        Mark { digest: digest.digest128(), place: line(place) }
    }
}

/// The marks of this process, and what those of its forerunners have told.
#[derive(Debug)]
pub struct Marks {
    folder: PathBuf,
    /// Files that nobody writes now, and how many there are in all.
    files: Mutex<(Vec<File>, usize)>,
    /// What was being read when a process ended, how often.
    suspects: Mutex<HashMap<u128, (u32, String)>>,
    /// Suspects are read one at a time, so that the next end has one cause.
    alone: Mutex<()>,
}

impl Marks {
    /// Looks what the last process was reading when it ended, if it did so without a word, and begins anew. Fails where `folder` cannot be
    /// written.
    pub fn open(folder: &Path) -> io::Result<Marks> {
        let marks = Marks { folder: folder.to_path_buf(), files: Mutex::default(), suspects: Mutex::default(), alone: Mutex::default() };
        let mut suspects = known(&folder.join(SUSPECTS))?;
        let reading = folder.join(READING);
        fs::create_dir_all(&reading)?;
        for file in fs::read_dir(&reading)? {
            let path = file?.path();
            for (digest, place) in left(&fs::read_to_string(&path)?) {
                suspects.entry(digest).and_modify(|(ends, _)| *ends += 1).or_insert((1, place));
            }
            fs::remove_file(&path)?;
        }
        *marks.suspects() = suspects;
        marks.save_suspects()?;
        Ok(marks)
    }

    /// A place for marks of the caller.
    pub fn slot(&self) -> Slot<'_> {
        let mut files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        let file = files.0.pop().or_else(|| {
            let path = self.folder.join(READING).join(files.1.to_string());
            files.1 += 1;
            File::create(path).ok()
        });
        Slot { marks: self, file, group: END.to_string() }
    }

    fn suspects(&self) -> MutexGuard<'_, HashMap<u128, (u32, String)>> {
        self.suspects.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn ends(&self, mark: &Mark) -> u32 {
        self.suspects().get(&mark.digest).map_or(0, |(ends, _)| *ends)
    }

    fn forgive(&self, mark: &Mark) {
        self.suspects().remove(&mark.digest);
        // It would be suspected once more, and forgiven again.
        let _ = self.save_suspects();
    }

    fn save_suspects(&self) -> io::Result<()> {
        let path = self.folder.join(SUSPECTS);
        let suspects = self.suspects();
        if suspects.is_empty() {
            return if path.exists() { fs::remove_file(path) } else { Ok(()) };
        }
        let lines: String = suspects.iter().map(|(digest, (ends, place))| format!("{digest:032x} {ends} {place}\n")).collect();
        let new = path.with_extension("new");
        fs::write(&new, lines)?;
        fs::rename(new, path)
    }
}

/// A place for the marks of one thread of work. What it marks counts as being read until it is dropped.
#[derive(Debug)]
pub struct Slot<'a> {
    marks: &'a Marks,
    /// `None` where the system gives no file: then a text is read without a mark.
    file: Option<File>,
    group: String,
}

impl Slot<'_> {
    /// Marks texts that are read one after the other from now on. Those under suspicion are marked alone when it is their turn.
    pub fn begin<'m>(&mut self, texts: impl Iterator<Item = &'m Mark>) {
        let suspects = self.marks.suspects();
        let mut group: String = texts.filter(|mark| !suspects.contains_key(&mark.digest)).map(entry).collect();
        drop(suspects);
        group.push_str(END);
        self.write(&group);
        self.group = group;
    }

    /// Reads one of these texts with `read`, unless it has brought the process down too often: then the error says so in one line.
    pub fn read<T>(&self, mark: &Mark, read: impl FnOnce() -> T) -> Result<T, String> {
        match self.marks.ends(mark) {
            0 => {
                crash::reading(&mark.place);
                Ok(read())
            }
            ends if ends < ENOUGH => {
                let _alone = self.marks.alone.lock().unwrap_or_else(PoisonError::into_inner);
                self.write(&(entry(mark) + END));
                crash::reading(&mark.place);
                let value = read();
                self.write(&self.group);
                self.marks.forgive(mark);
                Ok(value)
            }
            ends => {
                let why = "while this was read, so it is left alone until it changes; please report it with the address";
                Err(format!("{}: rosterwatch came to a sudden end {ends} times {why}", mark.place))
            }
        }
    }

    fn write(&self, text: &str) {
        if let Some(file) = &self.file {
            // On a full disk texts are read without marks, as they are stored then without a database.
            let _ = file.write_all_at(text.as_bytes(), 0);
        }
    }
}

impl Drop for Slot<'_> {
    fn drop(&mut self) {
        self.write(END);
        let mut files = self.marks.files.lock().unwrap_or_else(PoisonError::into_inner);
        files.0.extend(self.file.take());
    }
}

fn entry(mark: &Mark) -> String {
    format!("{:032x} {}\n", mark.digest, mark.place)
}

/// The marks that a file still holds.
fn left(text: &str) -> impl Iterator<Item = (u128, String)> {
    let lines = text.lines().take_while(|line| *line != END.trim_end());
    lines.filter_map(|line| line.split_once(' ').and_then(|(digest, place)| Some((u128::from_str_radix(digest, 16).ok()?, place.into()))))
}

fn known(file: &Path) -> io::Result<HashMap<u128, (u32, String)>> {
    let text = match fs::read_to_string(file) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        text => text?,
    };
    let suspect = |line: &str| {
        let (digest, rest) = line.split_once(' ')?;
        let (ends, place) = rest.split_once(' ')?;
        Some((u128::from_str_radix(digest, 16).ok()?, (ends.parse().ok()?, place.to_string())))
    };
    Ok(text.lines().filter_map(suspect).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(text: &str) -> Mark {
        Mark::new(&format!("https://a.example/{text}"), &[text.as_bytes()])
    }

    /// A process that ends while it reads what is marked in a slot with these texts, the first of them under way.
    fn ends_within(folder: &Path, texts: &[Mark]) {
        let marks = Marks::open(folder).unwrap();
        let mut slot = marks.slot();
        slot.begin(texts.iter());
        let _ = slot.read(&texts[0], || std::mem::forget(marks.slot()));
        let reading = fs::read(folder.join(READING).join("0")).unwrap();
        drop(slot);
        fs::write(folder.join(READING).join("0"), reading).unwrap();
    }

    /// Whether each of these texts is read, in a process that ends well.
    fn reads(folder: &Path, texts: &[Mark]) -> Vec<bool> {
        let marks = Marks::open(folder).unwrap();
        let mut slot = marks.slot();
        slot.begin(texts.iter());
        texts.iter().map(|text| slot.read(text, || ()).is_ok()).collect()
    }

    #[test]
    fn what_is_read_when_the_process_ends_is_suspected_and_forgiven_when_it_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let texts = ["a", "b", "c"].map(mark);
        ends_within(folder.path(), &texts);
        assert_eq!(Marks::open(folder.path()).unwrap().suspects().len(), 3);
        assert_eq!(reads(folder.path(), &texts), [true, true, true]);
        assert!(!folder.path().join(SUSPECTS).exists(), "nobody is suspected any more");
    }

    #[test]
    fn a_text_in_which_two_processes_have_ended_is_left_alone_and_no_other() {
        let folder = tempfile::tempdir().unwrap();
        let texts = ["a", "b"].map(mark);
        ends_within(folder.path(), &texts);
        // The second process reads suspects alone: only the one under way is marked.
        let marks = Marks::open(folder.path()).unwrap();
        let mut slot = marks.slot();
        slot.begin(texts.iter());
        let file = folder.path().join(READING).join("0");
        let under_way = slot.read(&texts[1], || fs::read(&file).unwrap()).unwrap();
        drop(slot);
        drop(marks);
        fs::write(&file, under_way).unwrap();
        fs::write(
            folder.path().join(SUSPECTS),
            texts.iter().map(|text| format!("{:032x} 1 {}\n", text.digest, text.place)).collect::<String>(),
        )
        .unwrap();
        assert_eq!(reads(folder.path(), &texts), [true, false]);
        assert_eq!(reads(folder.path(), &texts), [true, false], "it stays so");
        assert_eq!(reads(folder.path(), &[Mark::new(&texts[1].place, &[b"changed"])]), [true], "another text at the same address");
    }

    #[test]
    fn what_has_been_read_is_marked_no_longer() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(reads(folder.path(), &[mark("a")]), [true]);
        let marks = Marks::open(folder.path()).unwrap();
        assert!(marks.suspects().is_empty());
        assert!(marks.slot().read(&mark("a"), panic_caught).is_ok());
    }

    fn panic_caught() {
        let shown = std::panic::take_hook();
        std::panic::set_hook(Box::new(|_| {}));
        let _ = std::panic::catch_unwind(|| panic!("caught"));
        std::panic::set_hook(shown);
    }
}
