//! What is new here, put out for those who may see it.

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

use super::Exchange;
use crate::exchange::bundle::{self, Bundle};
use crate::exchange::members::{FIGURES, REGISTER, class_scope};
use crate::exchange::{ExchangeError, Member, Members, Role, device_name, file_name, sealed};
use crate::register::journal::form::{ChangeId, Form};
use crate::register::sharing::{Audience, Feed, Portion, Post};

/// Under what it is kept whether this computer is the keeper.
const KEEPER: &str = "keeper";
/// After how long a coordinator's computer that is not heard of is away, in milliseconds: three days.
const AWAY: i64 = 3 * 24 * 60 * 60 * 1000;

impl Exchange<'_> {
    /// Puts out what is new here; how many changes of this copy's own.
    pub(super) fn send(&mut self, me: &Member, members: &Members) -> Result<usize, ExchangeError> {
        match me.role {
            Role::Coordinator => {
                self.take_over(members)?;
                let sent = self.send_register(members)?;
                if members.present.values().any(|member| member.role == Role::Lead) {
                    self.send_derived(FIGURES, &Audience::Figures, members)?;
                }
                let classes: BTreeSet<Uuid> =
                    members.present.values().flat_map(|member| member.classes.clone()).collect();
                for class in classes {
                    self.send_derived(&class_scope(class), &Audience::Class(class), members)?;
                }
                self.takes_over = false;
                Ok(sent)
            }
            Role::Teacher => self.send_own(me),
            Role::Lead => Ok(0),
        }
    }

    /// Whether this is the computer of the coordinator who has been in it longest, of those who have been heard of lately.
    pub(super) fn is_keeper(&self, members: &Members) -> Result<bool, ExchangeError> {
        let heard = self.register.heard()?;
        let is_there = |member: &&Member| {
            let said = heard.get(&member.device).map_or(0, |heard| heard.said);
            member.device == self.device || said.max(member.since) >= self.now - AWAY
        };
        let there = members.coordinators().filter(is_there);
        let keeper = there.min_by_key(|member| (member.since, member.device));

        Ok(keeper.is_some_and(|keeper| keeper.device == self.device))
    }

    /// Notes whether this computer has become the keeper: what the one before has not sent on is sent on then.
    fn take_over(&mut self, members: &Members) -> Result<(), ExchangeError> {
        let feed = self.register.feed(KEEPER)?;
        let (was, is) = (feed.next > 1, self.is_keeper(members)?);
        if was != is {
            self.takes_over = is && feed.scanned > 0;
            let next = if is { 2 } else { 1 };
            // Whoever has been a coordinator for a while may have passed over what it sends on from now on.
            self.register.keep_feed(KEEPER, &Feed { next, scanned: 1, ..feed })?;
        } else if feed.scanned == 0 {
            self.register.keep_feed(KEEPER, &Feed { scanned: 1, ..feed })?;
        }

        Ok(())
    }

    /// Those whose changes this computer sends on: its own, and, as the keeper, those of all who don't do it themselves.
    fn relayed(&self, members: &Members) -> Result<BTreeSet<Uuid>, ExchangeError> {
        let is_keeper = self.is_keeper(members)?;
        let is_coordinator = |device: &Uuid| {
            members.present.get(device).is_some_and(|member| member.role == Role::Coordinator)
        };
        let mut devices: BTreeSet<Uuid> = self.register.devices()?.into_iter().collect();
        devices.retain(|one| *one == self.device || (is_keeper && !is_coordinator(one)));

        Ok(devices)
    }

    /// Everything of others that the keeper before may not have sent on.
    fn passed_over(&self, wanted: impl Fn(Uuid) -> bool) -> Result<Vec<Form>, ExchangeError> {
        if !self.takes_over {
            return Ok(Vec::new());
        }
        let of_others = |author| author != self.device && wanted(author);

        Ok(self.register.changes_after(0, usize::MAX, of_others)?.changes)
    }

    /// The next changes after those that were looked through for a folder, as many as this turn has room for.
    fn portion(
        &mut self,
        folder: &str,
        wanted: impl Fn(Uuid) -> bool,
    ) -> Result<(Feed, Portion), ExchangeError> {
        let feed = self.register.feed(folder)?;
        let portion = self.register.changes_after(feed.scanned, self.left, wanted)?;
        let ops: usize = portion.changes.iter().map(|form| form.ops.len()).sum();
        self.left = self.left.saturating_sub(ops);
        self.is_unfinished |= !portion.is_last;

        Ok((feed, portion))
    }

    fn send_register(&mut self, members: &Members) -> Result<usize, ExchangeError> {
        let folder = self.own_folder(REGISTER)?;
        let device = self.device;
        let is_keeper = self.is_keeper(members)?;
        // What teachers write lies in their classes' folders, which coordinators read, too.
        let wanted =
            |author: Uuid| author == device || (is_keeper && members.known(author).is_none());
        let (feed, portion) = self.portion(&folder, wanted)?;
        let own = portion.changes.iter().filter(|form| form.id.device == device).count();
        let feed = Feed { scanned: portion.scanned, ..feed };
        let mut changes = self.passed_over(wanted)?;
        let known: BTreeSet<ChangeId> = changes.iter().map(|form| form.id).collect();
        changes.extend(portion.changes.into_iter().filter(|form| !known.contains(&form.id)));
        self.write_bundles(REGISTER, &folder, feed, changes, &BTreeMap::new(), false)?;

        Ok(own)
    }

    /// Sends what others see of changes: those of a class, or of the figures.
    fn send_derived(
        &mut self,
        scope_name: &str,
        audience: &Audience,
        members: &Members,
    ) -> Result<(), ExchangeError> {
        let folder = self.own_folder(scope_name)?;
        let newest = self.register.newest_change_key()?;
        if !self.takes_over && newest == self.register.feed(&folder)?.scanned {
            return Ok(());
        }
        let writes_itself = |device: Uuid| {
            members
                .known(device)
                .is_some_and(|member| member.role == Role::Teacher && member.writes_in(scope_name))
        };
        let relayed = self.relayed(members)?;
        let wanted = |device: Uuid| relayed.contains(&device) && !writes_itself(device);
        let (feed, portion) = self.portion(&folder, wanted)?;
        let scope = self.register.scope(audience)?;
        let mut forms: BTreeMap<ChangeId, Form> = BTreeMap::new();
        for form in self.passed_over(wanted)?.into_iter().chain(portion.changes) {
            if scope.sees_any(&form) {
                forms.insert(form.id, scope.excerpt(form));
            }
        }
        let mut complete = BTreeMap::new();
        if portion.is_last {
            // What was written of rows that have come into the scope is for those who see it now, whoever wrote it.
            let new_rows = self.register.rows_new_in(scope_name, &scope)?;
            for form in self.register.changes_about(&new_rows)? {
                if !writes_itself(form.id.device) {
                    forms.insert(form.id, scope.excerpt(form));
                }
            }
            let held = self.register.holds()?;
            complete = held.into_iter().filter(|((device, _), _)| wanted(*device)).collect();
        }
        let feed = Feed { scanned: portion.scanned, ..feed };
        let forms = forms.into_values().collect();

        self.write_bundles(scope_name, &folder, feed, forms, &complete, portion.is_last)
    }

    /// Sends what a teacher has written, to each of the classes what is theirs.
    fn send_own(&mut self, me: &Member) -> Result<usize, ExchangeError> {
        let mut sent = 0;
        let mut told: BTreeSet<ChangeId> = BTreeSet::new();
        let device = self.device;
        let classes: Vec<Uuid> = me.classes.iter().copied().collect();
        for (place, class) in classes.iter().enumerate() {
            let scope_name = class_scope(*class);
            let folder = self.own_folder(&scope_name)?;
            let feed = self.register.feed(&folder)?;
            // Everything at once: what is in none of the classes is told after all of them.
            let portion =
                self.register.changes_after(feed.scanned, usize::MAX, |author| author == device)?;
            let scope = self.register.scope(&Audience::Class(*class))?;
            let mut forms = Vec::new();
            for form in portion.changes {
                // Whatever is in none of the classes is told, too, so that nobody waits for it.
                if scope.sees_any(&form) || (place + 1 == classes.len() && !told.contains(&form.id))
                {
                    told.insert(form.id);
                    forms.push(form);
                }
            }
            sent += forms.len();
            let feed = Feed { scanned: portion.scanned, ..feed };
            self.write_bundles(&scope_name, &folder, feed, forms, &BTreeMap::new(), false)?;
        }

        Ok(sent)
    }

    fn own_folder(&self, scope: &str) -> Result<String, ExchangeError> {
        let epoch = self.register.own_epoch().ok_or(crate::register::Error::ReadOnly)?;

        Ok(format!("{}/{}-{epoch}", self.folder_of_scope(scope), device_name(self.device)))
    }

    fn write_bundles(
        &mut self,
        scope: &str,
        folder: &str,
        mut feed: Feed,
        changes: Vec<Form>,
        complete: &BTreeMap<(Uuid, i64), i64>,
        also_empty: bool,
    ) -> Result<(), ExchangeError> {
        let scanned = feed.scanned;
        let before = self.register.feed(folder)?;
        let mut bundles = Bundle::of(changes);
        if bundles.is_empty() && also_empty {
            bundles.push(Bundle::default());
        }
        if let Some(last) = bundles.last_mut() {
            last.complete = complete.clone();
        }
        let key = self.key_of(scope)?;
        let count = bundles.len();
        for (index, bundle) in bundles.into_iter().enumerate() {
            let place = bundle::Place {
                folder,
                author: self.device,
                first: feed.next,
                last: feed.next + bundle.items() - 1,
                before: feed.last,
            };
            let bytes = bundle.write(&place, &self.own.signing, &key)?;
            let path = format!("{folder}/{:012}-{}", place.first, file_name(place.last, &bytes));
            // What was looked through counts with the last of them.
            let scanned = if index + 1 == count { scanned } else { before.scanned };
            feed = Feed { next: place.last + 1, last: sealed::hash(&bytes), scanned };
            self.register.post(Post::file(path, bytes).with_feed(folder.to_owned(), feed))?;
        }
        if count == 0 && scanned != before.scanned {
            self.register.keep_feed(folder, &feed)?;
        }

        Ok(())
    }
}
