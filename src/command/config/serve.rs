//! The settings of the server: the options of `followspot serve`, by the same words.

use std::path::Path;

use clap::{Arg, ArgAction, CommandFactory, Parser};
use toml::de::DeValue;

use crate::command::arguments::Arguments;

use super::{Value, Wrong, boolean, wrong};

/// An option that is set, as it would be typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::command) struct Set {
    /// The option, like `--listen`.
    pub(in crate::command) option: String,
    /// The option with its value.
    pub(in crate::command) typed: String,
}

/// The options that are set in the table `value` of the config file at `path`.
pub(super) fn options(value: &Value<'_>, path: &Path) -> Result<Vec<Set>, Wrong> {
    let table = value.get_ref().as_table();
    let table = table.ok_or_else(|| wrong(value, "write [serve], and a line for each option below it"))?;
    let command = Arguments::command();
    let known: Vec<&Arg> =
        command.find_subcommand("serve").into_iter().flat_map(clap::Command::get_arguments).collect();
    let mut all = Vec::new();
    for (key, value) in table {
        let key_is = |option: &&&Arg| option.get_long() == Some(key.get_ref().as_ref());
        let Some(option) = known.iter().find(key_is) else {
            let names: Vec<&str> = known.iter().filter_map(|option| option.get_long()).collect();
            let problem = format!("there is no option `{}`; the options are {}", key.get_ref(), names.join(", "));
            return Err(Wrong(key.span(), problem));
        };
        all.extend(set(option, value, path)?);
    }
    Ok(all)
}

/// An option with the value, or each of the values, that it is given.
fn set(option: &Arg, value: &Value<'_>, path: &Path) -> Result<Vec<Set>, Wrong> {
    let name = format!("--{}", option.get_long().unwrap_or_default());
    if matches!(option.get_action(), ArgAction::SetTrue) {
        return Ok(if boolean(value)? { vec![Set { option: name.clone(), typed: name }] } else { Vec::new() });
    }
    let values = match value.get_ref() {
        DeValue::Array(values) => values.iter().collect(),
        _ => vec![value],
    };
    values.into_iter().map(|value| one(&name, option, value, path)).collect()
}

fn one(name: &str, option: &Arg, value: &Value<'_>, path: &Path) -> Result<Set, Wrong> {
    let is_file = option.get_value_names().is_some_and(|names| names.iter().any(|name| name.as_str() == "FILE"));
    let written = match value.get_ref() {
        DeValue::String(_) if is_file => super::cast(value, path)?.display().to_string(),
        DeValue::String(text) => text.to_string(),
        DeValue::Integer(number) => number.as_str().to_owned(),
        _ => return Err(wrong(value, "write a number, or text in quotes")),
    };
    let set = Set { option: name.to_owned(), typed: format!("{name}={written}") };
    match Arguments::try_parse_from(["followspot", "serve", &set.typed]) {
        Ok(_) => Ok(set),
        Err(error) => {
            let error = error.to_string();
            let first = error.lines().next().unwrap_or_default().trim_start_matches("error: ");
            Err(wrong(value, first.to_owned()))
        }
    }
}
