//! Many small files become few, so that a place does not fill with thousands and a new computer reads it in moments. The
//! files that were packed lie there for another month: a computer may be in the midst of them, or a sync client.

use super::Exchange;
use super::fetching::BundleFile;
use crate::exchange::bundle::{self, Bundle, Former};
use crate::exchange::members::Members;
use crate::exchange::{ExchangeError, Member, file_name, is_whole};
use crate::register::sharing::{Feed, Post, ScopeKey};

/// Under what it is kept when it was looked for files to pack.
const LOOKED: &str = "packing";
/// How often that is done, in milliseconds: once a week.
const EVERY: i64 = 7 * 24 * 60 * 60 * 1000;
/// How long packed files stay, in milliseconds: a month.
const GRACE: i64 = 30 * 24 * 60 * 60 * 1000;
/// The fewest files that are worth it.
const FEWEST: usize = 16;
/// About the most items in a file.
const MOST_ITEMS: i64 = 500;
/// A file with more items than this is large enough.
const LARGE: i64 = MOST_ITEMS / 2;

impl Exchange<'_> {
    /// Whether this computer is the keeper, and a week has gone since it was looked for files to pack.
    pub fn is_to_pack(&self) -> Result<bool, ExchangeError> {
        let looked = self.register.feed(LOOKED)?;
        if (looked.scanned..looked.scanned + EVERY).contains(&self.now) {
            return Ok(false);
        }

        self.is_keeper(&self.known_members()?)
    }

    /// Packs what lies in many files. Says whether that is finished; where it is not, more of the place must be read.
    pub fn pack(&mut self) -> Result<bool, ExchangeError> {
        let looked = self.register.feed(LOOKED)?;
        let members = self.known_members()?;
        let keys = self.register.scope_keys()?;
        for (folder, author, next) in self.written_folders(&members)? {
            let noted = self.register.feed(&note_of(&folder))?;
            let is_worth_it = next - noted.next >= FEWEST as i64 || noted.scanned > 0;
            if is_worth_it {
                self.tidy(&folder, next, &author, &keys)?;
            }
        }
        if !self.seen.is_complete() {
            return Ok(false);
        }
        self.register.keep_feed(LOOKED, &Feed { scanned: self.now, ..looked })?;

        Ok(true)
    }

    /// All folders with changes, with who writes there and the number of the next item.
    fn written_folders(
        &self,
        members: &Members,
    ) -> Result<Vec<(String, Member, i64)>, ExchangeError> {
        let mut reaches = self.register.reaches()?;
        reaches.insert(self.device, self.register.own_reaches(&super::device_name(self.device))?);
        let mut folders = Vec::new();
        for (device, reaches) in reaches {
            let Some(author) = members.known(device) else { continue };
            let changes = reaches.into_iter().filter(|(folder, _)| folder.contains("/changes/"));
            folders.extend(changes.map(|(folder, next)| (folder, author.clone(), next)));
        }

        Ok(folders)
    }

    fn tidy(
        &mut self,
        folder: &str,
        next: i64,
        author: &Member,
        keys: &[ScopeKey],
    ) -> Result<(), ExchangeError> {
        let files = self.files_from(folder, 1);
        let (packed, whole): (Vec<&BundleFile>, Vec<&BundleFile>) =
            files.iter().partition(|file| files.iter().any(|other| stands_over(other, file)));
        let note = note_of(folder);
        let noted = self.register.feed(&note)?;
        if packed.is_empty() {
            for run in runs(&whole) {
                self.pack_run(folder, next, author, &run, keys)?;
            }
            return Ok(());
        }
        // Since when they are packed is not known where another computer was the keeper.
        if !(1..=self.now).contains(&noted.scanned) {
            return Ok(self.register.keep_feed(&note, &Feed { scanned: self.now, ..noted })?);
        }
        if self.now - noted.scanned < GRACE {
            return Ok(());
        }
        for file in &whole {
            let within: Vec<&&BundleFile> =
                packed.iter().filter(|packed| stands_over(file, packed)).collect();
            if !within.is_empty() {
                self.delete_packed(folder, author, file, &within, keys)?;
            }
        }
        if self.seen.is_complete() {
            self.register.keep_feed(&note, &Feed { scanned: 0, ..noted })?;
        }

        Ok(())
    }

    /// Puts one file in the place of several, once all of them have been read.
    fn pack_run(
        &mut self,
        folder: &str,
        next: i64,
        author: &Member,
        run: &[&BundleFile],
        keys: &[ScopeKey],
    ) -> Result<(), ExchangeError> {
        for file in run {
            self.seen.want(&file.path);
        }
        if !run.iter().all(|file| self.seen.knows(&file.path)) {
            return Ok(());
        }
        let Some((place, mut bundle)) = self.read_run(folder, author, run, keys)? else {
            return Ok(());
        };
        let Some(key) = self.key_for(folder, keys) else { return Ok(()) };
        for form in &mut bundle.changes {
            self.register.leave_out_erased(form)?;
        }
        let bytes = bundle.write(&place, &self.own.signing, key)?;
        let path = format!("{folder}/{:012}-{}", place.first, file_name(place.last, &bytes));
        let feed = Feed { next, scanned: self.now, ..Feed::default() };
        self.register.post(Post::file(path, bytes).with_feed(note_of(folder), feed))?;

        Ok(())
    }

    /// What several files hold, as one, where each follows on the one before. They are let go of.
    fn read_run<'a>(
        &mut self,
        folder: &'a str,
        author: &Member,
        run: &[&BundleFile],
        keys: &[ScopeKey],
    ) -> Result<Option<(bundle::Place<'a>, Bundle)>, ExchangeError> {
        let Some(public) = author.public() else { return Ok(None) };
        let signers = self.signers(&public)?;
        let mut all: Option<(bundle::Place<'a>, Bundle, [u8; 32])> = None;
        for file in run {
            let bytes = self.seen.read(&file.path).filter(|bytes| is_whole(bytes, &file.hash));
            self.seen.forget(&file.path);
            let Some(bytes) = bytes else { return Ok(None) };
            let read = bundle::read_any(&bytes, folder, author.device, &signers, keys)?;
            let Some((place, mut bundle)) = read else { return Ok(None) };
            let hash = bundle.hash(&bytes);
            if bundle.stands_for.is_empty() {
                bundle.stands_for.push(Former { last: place.last, hash });
            }
            all = match all {
                None => Some((place, bundle, hash)),
                Some((mut whole, mut before, reached)) => {
                    if (place.first, place.before) != (whole.last + 1, reached) {
                        return Ok(None);
                    }
                    whole.last = place.last;
                    before.changes.append(&mut bundle.changes);
                    before.complete.extend(bundle.complete);
                    before.stands_for.append(&mut bundle.stands_for);
                    Some((whole, before, hash))
                }
            };
        }

        Ok(all.map(|(place, bundle, _)| (place, bundle)))
    }

    /// Deletes files that another stands for, once that has been read and says so.
    fn delete_packed(
        &mut self,
        folder: &str,
        author: &Member,
        file: &BundleFile,
        packed: &[&&BundleFile],
        keys: &[ScopeKey],
    ) -> Result<(), ExchangeError> {
        let Some(bytes) = self.seen.read(&file.path).filter(|bytes| is_whole(bytes, &file.hash))
        else {
            return Ok(());
        };
        self.seen.forget(&file.path);
        let Some(public) = author.public() else { return Ok(()) };
        let signers = self.signers(&public)?;
        let read = bundle::read_any(&bytes, folder, author.device, &signers, keys)?;
        let Some((_, bundle)) = read else { return Ok(()) };
        for packed in packed {
            if bundle.stands_for.iter().any(|former| former.last == packed.last) {
                self.register.post(Post::deletion(packed.path.clone()))?;
            }
        }

        Ok(())
    }

    /// The key that is in use for a folder's scope.
    pub(super) fn key_for<'k>(&self, folder: &str, keys: &'k [ScopeKey]) -> Option<&'k ScopeKey> {
        let root = folder.rsplit_once('/').map_or(folder, |(root, _)| root);

        keys.iter().rfind(|key| self.folder_of_scope(&key.scope) == root)
    }
}

/// Under what it is kept up to which number a folder's files have been packed, and since when those lie there that were.
fn note_of(folder: &str) -> String {
    format!("{LOOKED}/{folder}")
}

/// Whether a file holds all that another does, and more.
fn stands_over(file: &BundleFile, other: &BundleFile) -> bool {
    file.first <= other.first
        && other.last <= file.last
        && (file.first, file.last) != (other.first, other.last)
}

/// Small files that follow on each other, as many together as make a large one; only where that is worth it.
fn runs<'a>(files: &[&'a BundleFile]) -> Vec<Vec<&'a BundleFile>> {
    let mut runs: Vec<Vec<&'a BundleFile>> = Vec::new();
    let mut items = MOST_ITEMS;
    for file in files {
        let own = file.last - file.first + 1;
        if own > LARGE {
            items = MOST_ITEMS;
            continue;
        }
        let last = runs.last_mut().filter(|run| {
            items + own <= MOST_ITEMS && run.last().is_some_and(|one| one.last + 1 == file.first)
        });
        match last {
            Some(run) => {
                run.push(file);
                items += own;
            }
            None => {
                runs.push(vec![file]);
                items = own;
            }
        }
    }
    runs.retain(|run| run.len() >= FEWEST);

    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(spans: &[(i64, i64)]) -> Vec<BundleFile> {
        let file = |(first, last): &(i64, i64)| BundleFile {
            first: *first,
            last: *last,
            hash: String::new(),
            path: format!("{first}"),
        };

        spans.iter().map(file).collect()
    }

    #[test]
    fn many_small_files_in_a_row_are_packed_and_large_ones_are_not() {
        let mut spans: Vec<(i64, i64)> = (1..=40).map(|n| (n, n)).collect();
        spans.push((41, 400));
        spans.extend((401..=410).map(|n| (n, n)));
        spans.extend((420..=440).map(|n| (n, n)));
        let files = files(&spans);
        let files: Vec<&BundleFile> = files.iter().collect();
        let runs: Vec<(i64, i64)> =
            runs(&files).iter().map(|run| (run[0].first, run[run.len() - 1].last)).collect();
        assert_eq!(runs, [(1, 40), (420, 440)]);
    }

    #[test]
    fn a_file_stands_over_those_within_it_and_not_over_its_like() {
        let files = files(&[(1, 20), (1, 5), (1, 20), (15, 21)]);
        let over = |index: usize| stands_over(&files[0], &files[index]);
        assert_eq!([over(1), over(2), over(3)], [true, false, false]);
    }
}
