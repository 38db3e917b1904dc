//! The command line: what was typed, and what it means.

mod arguments;
mod articles;
mod backup;
mod cast;
mod cast_file;
mod config;
mod evaluate;
mod failure;
mod folders;
mod given;
mod import;
mod library;
mod lines;
mod manual;
mod mentions;
mod notes;
mod once;
mod paint;
mod read;
mod records;
mod search;
#[cfg(feature = "serve")]
mod serve;
mod text;
mod venue;

use std::env;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{CommandFactory, Parser};

use crate::library::pdf;
use crate::text::harmless;

use arguments::{Arguments, Command};
use failure::Failure;

/// How a command ended; what comes later outweighs what comes before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    /// Nothing was found, or less than was wanted.
    Nothing,
    /// Something was found.
    Found,
    /// Something could not be read.
    Trouble,
}

/// Does what was typed.
pub fn run() -> ExitCode {
    if let Some(program) = program() {
        pdf::read_with(program, "pdf");
    }
    let arguments = match Arguments::try_parse() {
        #[cfg(feature = "serve")]
        Ok(Arguments { command: Some(Command::Serve(_)), .. }) => serve::arguments(env::args_os().collect()),
        parsed => parsed,
    };
    let arguments = match arguments {
        Ok(arguments) => arguments,
        Err(error) => return explain(&error),
    };
    match obey(&arguments) {
        Ok(code) => code,
        Err(failure) if failure.is_broken_pipe() => ExitCode::SUCCESS,
        Err(failure) => {
            failure.say();
            Outcome::Trouble.into()
        }
    }
}

/// This program; on Linux it is found also where its file has been replaced.
fn program() -> Option<PathBuf> {
    if cfg!(target_os = "linux") { Some("/proc/self/exe".into()) } else { env::current_exe().ok() }
}

fn obey(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let out = &mut output();
    let code = match &arguments.command {
        None => read::run(&arguments.read, out)?,
        Some(Command::Mentions(arguments)) => mentions::run(&arguments.asked, &arguments.read, out)?.into(),
        Some(Command::Search(arguments)) => {
            search::run(&arguments.query, &arguments.asked, &arguments.read, out)?.into()
        }
        Some(Command::Cast(arguments)) => cast::run(&arguments.asked, &arguments.read, out)?.into(),
        Some(Command::Text(arguments)) => text::run(arguments, out)?.into(),
        Some(Command::Evaluate(arguments)) => evaluate::run(arguments, out)?.into(),
        Some(Command::Notes(arguments)) => notes::run(arguments, out)?.into(),
        Some(Command::Import(arguments)) => import::run(arguments)?.into(),
        Some(Command::Library(arguments)) => library::run(arguments, out)?.into(),
        #[cfg(feature = "serve")]
        Some(Command::Serve(arguments)) => serve::run(arguments)?,
        Some(Command::Backup(arguments)) => backup::save(arguments, out)?.into(),
        Some(Command::Restore(arguments)) => backup::restore(arguments, out)?.into(),
        Some(Command::Completions { shell }) => {
            clap_complete::generate(*shell, &mut Arguments::command(), "followspot", out);
            ExitCode::SUCCESS
        }
        Some(Command::Man) => {
            out.write_all(&manual::page()?)?;
            ExitCode::SUCCESS
        }
        Some(Command::Pdf) => {
            pdf::serve(io::stdin().lock(), &mut *out)?;
            ExitCode::SUCCESS
        }
    };
    out.flush()?;
    Ok(code)
}

/// How much is written at a time to what is no terminal, in bytes.
const WRITTEN: usize = 1 << 16;

/// Standard output: line by line where somebody looks on, else in large pieces.
fn output() -> Box<dyn Write> {
    let out = io::stdout().lock();
    if out.is_terminal() { Box::new(out) } else { Box::new(BufWriter::with_capacity(WRITTEN, out)) }
}

/// Says what is wrong with what was typed, made harmless since a file may have lent its name, or gives the help that
/// was asked for.
fn explain(error: &clap::Error) -> ExitCode {
    // Where nobody can hear it, nothing more can be done.
    if error.use_stderr() {
        for line in error.to_string().lines() {
            let _ = writeln!(io::stderr(), "{}", harmless(line));
        }
    } else {
        let _ = error.print();
    }
    u8::try_from(error.exit_code()).map_or(ExitCode::FAILURE, ExitCode::from)
}

/// There may be more.
impl From<Outcome> for ControlFlow<Outcome, Outcome> {
    fn from(outcome: Outcome) -> Self {
        ControlFlow::Continue(outcome)
    }
}

impl Outcome {
    /// The exit code that tells it.
    fn code(self) -> u8 {
        match self {
            Outcome::Found => 0,
            Outcome::Nothing => 1,
            Outcome::Trouble => 2,
        }
    }
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        ExitCode::from(outcome.code())
    }
}
