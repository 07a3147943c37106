//! Roles that a sentence tells only behind the change: "has left Initech, where she was finance chief", "after nine years as its chair".

use super::chunk::Piece;
use super::clause::Sentence;
use crate::extract::mention::{Filler, Frame, RoleMention, Slot};

/// Triggers of a change that ends a role.
const ENDS: &[&str] = &["leave", "retire", "dismiss", "partways", "goto", "die"];

impl Sentence<'_> {
    /// Gives a departure without a role the one that the rest of the sentence tells.
    pub(super) fn add_later_role(&self, at: usize, frame: &mut Frame) {
        let open = ENDS.contains(&frame.trigger) && [Slot::As, Slot::Object, Slot::From].iter().all(|&slot| frame.role(slot).is_none());
        if !open {
            return;
        }
        if let Some(role) = self.role_where(at).or_else(|| self.role_after(at)) {
            frame.slots.push((Slot::As, Filler::Role(role)));
        }
    }

    /// ", where she was|is|has been|served as ROLE".
    fn role_where(&self, at: usize) -> Option<RoleMention> {
        let link = (at + 1..self.chunks.len().min(at + 16)).find(|&i| self.is_word(i, &["where"]))?;
        let told = matches!(self.chunks.get(link + 1).map(|c| &c.piece), Some(Piece::Pronoun(_) | Piece::Person(_)))
            && matches!(&self.chunks.get(link + 2).map(|c| &c.piece), Some(Piece::Verb(g)) if g.copula || g.trigger.is_some_and(|t| t.class == "serve"));
        self.first_role(link + 3, 4).filter(|_| told)
    }

    /// "after nine years as its ROLE", "after serving as ROLE".
    fn role_after(&self, at: usize) -> Option<RoleMention> {
        let after = (at + 1..self.chunks.len().min(at + 12)).find(|&i| self.is_word(i, &["after", "following"]))?;
        let close = |i: &usize| match &self.chunks[*i].piece {
            Piece::Word | Piece::Date(_) => true,
            Piece::Verb(g) => g.gerund && g.trigger.is_some_and(|t| t.class == "serve"),
            _ => false,
        };
        let link = (after + 1..self.chunks.len().min(after + 8)).take_while(close).find(|&i| self.is_word(i, &["as"]))?;
        self.first_role(link + 1, 4)
    }

    /// "another term as ROLE", "re-election to the board".
    pub(super) fn later_role_of_term(&self, at: usize) -> Option<RoleMention> {
        let link = (at + 1..self.chunks.len().min(at + 7)).find(|&i| self.is_word(i, &["as", "to"]))?;
        let board = (link + 1..self.chunks.len().min(link + 3)).find(|&i| matches!(self.chunks[i].piece, Piece::Board(_)));
        self.first_role(link + 1, 3).or_else(|| board.map(|i| self.board_seat(i)))
    }

    /// The first leadership role within so many chunks.
    pub(super) fn first_role(&self, from: usize, reach: usize) -> Option<RoleMention> {
        (from..self.chunks.len().min(from + reach)).find_map(|i| match &self.chunks[i].piece {
            Piece::Role(role) if role.mention.leadership => Some(role.mention.clone()),
            _ => None,
        })
    }
}
