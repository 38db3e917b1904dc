//! Clients that take nothing, that vanish, that knock without end: nobody else notices.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use crate::READY;
use crate::client::Client;
use crate::desk::Desk;
use crate::proxy::Proxy;

/// How many bytes more the server may hold for a client that takes nothing.
const HELD: u64 = 8 << 20;

#[test]
fn a_client_that_stops_reading_is_nobody_elses_concern() {
    let desk = Desk::open(&["anna", "bert"]);
    let line = Proxy::to(desk.address);
    let slow = Client::login_at(&desk, line.address, "anna").unwrap();
    let mut stopped = slow.read(200, 60);
    stopped.wait_for(READY);
    stopped.settle();
    let before = desk.memory();
    line.stop();
    for _ in 0..300 {
        stopped.send("jk\x0cjjkk\x0c");
    }
    let other = Client::login(&desk, "bert");
    let mut reader = other.read(80, 24);
    reader.wait_for(READY);
    reader.send("?");
    reader.wait_for(crate::HELP);
    if let (Some(before), Some(now)) = (before, desk.memory()) {
        assert!(now < before + HELD, "{before} bytes have become {now}");
    }
    line.go_on();
    stopped.send("?");
    stopped.wait_for(crate::HELP);
}

#[test]
fn who_sends_without_end_has_to_leave() {
    let desk = Desk::open(&["anna", "bert"]);
    let client = Client::login(&desk, "anna");
    let mut reader = client.read(80, 24);
    reader.wait_for(READY);
    let flood = client.runtime.spawn({
        let writer = reader.channel.make_writer();
        async move {
            let mut writer = writer;
            let much = vec![b'j'; 64 << 20];
            drop(tokio_write(&mut writer, &much).await);
        }
    });
    Client::login(&desk, "bert").read(80, 24).wait_for(READY);
    desk.wait_for_log("closed user=anna");
    assert!(desk.wait_for_log("more was sent").contains("user=anna"));
    flood.abort();
}

async fn tokio_write(writer: &mut (impl tokio::io::AsyncWrite + Unpin), bytes: &[u8]) -> std::io::Result<()> {
    let mut rest = bytes;
    while !rest.is_empty() {
        let written =
            std::future::poll_fn(|context| std::pin::Pin::new(&mut *writer).poll_write(context, rest)).await?;
        rest = rest.get(written..).unwrap_or_default();
    }
    Ok(())
}

#[test]
fn a_client_that_vanishes_loses_nothing() {
    let desk = Desk::open(&["anna"]);
    let line = Proxy::to(desk.address);
    let client = Client::login_at(&desk, line.address, "anna").unwrap();
    let mut reader = client.read(100, 30);
    reader.wait_for(READY);
    reader.send("jjl");
    reader.settle();
    reader.send(" ");
    reader.settle();
    let place = reader.screen().contents();
    line.cut();
    desk.wait_for_log("closed user=anna");
    let again = Client::login(&desk, "anna");
    let mut reader = again.read(100, 30);
    reader.wait_for(READY);
    reader.settle();
    let line = |text: &str| text.lines().nth(2).unwrap_or_default().to_owned();
    assert_eq!(line(&reader.screen().contents()), line(&place));
}

#[test]
fn who_knocks_without_end_is_turned_away_and_others_read_on() {
    let desk = Desk::open(&["anna"]);
    let client = Client::login(&desk, "anna");
    let mut reader = client.read(80, 24);
    reader.wait_for(READY);
    // Two hundred within a second or so; each says what an SSH client says first, and then nothing.
    let knocking: Vec<TcpStream> = (0..200).filter_map(|_| TcpStream::connect(desk.address).ok()).collect();
    let turned_away = knocking.iter().filter(|stream| is_turned_away(stream)).count();
    assert!(turned_away >= 150, "{turned_away} were turned away");
    reader.send("?");
    reader.wait_for(crate::HELP);
    let told = desk.log().iter().filter(|line| line.contains("turned-away")).count();
    assert!((1..5).contains(&told), "it is told now and then, and not {told} times");
}

/// Whether a connection was closed without a word.
fn is_turned_away(mut stream: &TcpStream) -> bool {
    stream.set_read_timeout(Some(Duration::from_secs(5))).unwrap();
    let _ = stream.write_all(b"SSH-2.0-knock\r\n");
    stream.read(&mut [0; 1]).map_or(true, |count| count == 0)
}

#[test]
fn who_says_nothing_or_nonsense_is_not_waited_for_long() {
    let desk = Desk::open(&["anna"]);
    let mut nonsense = TcpStream::connect(desk.address).unwrap();
    nonsense.write_all(&[b'x'; 4096]).unwrap();
    let silent = TcpStream::connect(desk.address).unwrap();
    let start = Instant::now();
    for mut stream in [nonsense, silent] {
        stream.set_read_timeout(Some(Duration::from_mins(1))).unwrap();
        let mut all = Vec::new();
        // It ends, in whatever way.
        let _ = stream.read_to_end(&mut all);
    }
    assert!(start.elapsed() < Duration::from_secs(59), "it never ends");
    desk.wait_for_log("nobody logged in in time");
}
