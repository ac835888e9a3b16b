//! `teren material`: what is handed out, as phones and pages name it.
//!
//! Works while the server runs: phones hear of it with their next contact.

use std::io::Write;

use clap::{Args, Subcommand};
use client_core::ids::MaterialId;
use serde_json::json;

use super::{Asked, Failure, json_line};
use crate::environment;
use crate::register;
use crate::store::catalogue;

/// Add and rename materials (brochures, posters, films)
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Materials {
    #[command(subcommand)]
    act: Act,
}

const EXAMPLES: &str = "\
Examples:
  teren material add brochure-2026 --name 'Brochure 2026' --data /srv/teren
  teren material rename brochure-2026 --name 'Brochure, spring 2026' --data /srv/teren
  teren material list --data /srv/teren --json

The id stays for ever: sessions and exports name it.";

#[derive(Debug, Subcommand)]
enum Act {
    /// Add a material
    Add {
        #[command(flatten)]
        one: One,
    },
    /// Give a material another name, on sessions of the past, too
    Rename {
        #[command(flatten)]
        one: One,
    },
    /// Materials: their ids and names
    List {
        #[command(flatten)]
        asked: Asked,
    },
}

/// One material as it is to be.
#[derive(Debug, Args)]
struct One {
    /// The id under which sessions count it
    #[arg(value_name = "ID")]
    id: MaterialId,
    /// What people call it
    #[arg(long, value_name = "NAME")]
    name: String,
    #[command(flatten)]
    asked: Asked,
}

impl Materials {
    pub(super) fn run(self, out: &mut dyn Write) -> Result<(), Failure> {
        let now = environment::now();
        let (one, done) = match &self.act {
            Act::Add { one } => (one, "added"),
            Act::Rename { one } => (one, "renamed"),
            Act::List { asked } => return list(asked, out),
        };
        let named = (json!({ "material": one.id }), one.id.as_str());
        one.asked
            .change_entry(out, named, done, |tx| match self.act {
                Act::Add { .. } => register::add_material(tx, &one.id, &one.name, now),
                _ => register::rename_material(tx, &one.id, &one.name, now),
            })
    }
}

fn list(asked: &Asked, out: &mut dyn Write) -> Result<(), Failure> {
    let (store, _) = asked.data.open()?;
    let materials = store.read(catalogue::materials)?;
    if asked.json {
        return json_line(out, &materials);
    }
    for material in materials {
        writeln!(out, "{:<24} {}", material.id, material.name).map_err(Failure::output)?;
    }
    Ok(())
}
