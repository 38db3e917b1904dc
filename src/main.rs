//! Starts the program: what was typed goes to [`followspot::command`], its exit code comes back.

fn main() -> std::process::ExitCode {
    followspot::command::run()
}
