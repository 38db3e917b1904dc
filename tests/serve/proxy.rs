//! A line between a client and the server that can be stopped or cut.

use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// A line.
pub(crate) struct Proxy {
    pub(crate) address: SocketAddr,
    stopped: Arc<AtomicBool>,
    streams: Arc<Mutex<Vec<TcpStream>>>,
}

impl Proxy {
    pub(crate) fn to(server: SocketAddr) -> Proxy {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let (stopped, streams) = (Arc::new(AtomicBool::new(false)), Arc::new(Mutex::new(Vec::new())));
        let (is_stopped, open) = (stopped.clone(), streams.clone());
        thread::spawn(move || {
            for client in listener.incoming().map_while(Result::ok) {
                let server = TcpStream::connect(server).unwrap();
                let clone = |stream: &TcpStream| stream.try_clone().unwrap();
                open.lock().unwrap().extend([clone(&client), clone(&server)]);
                let (from, to) = (clone(&client), clone(&server));
                thread::spawn(move || copy(from, to, &AtomicBool::new(false)));
                let is_stopped = is_stopped.clone();
                thread::spawn(move || copy(server, client, &is_stopped));
            }
        });
        Proxy { address, stopped, streams }
    }

    /// The client takes nothing any more, though what it sends still arrives.
    pub(crate) fn stop(&self) {
        self.stopped.store(true, Ordering::SeqCst);
    }

    /// It goes on.
    pub(crate) fn go_on(&self) {
        self.stopped.store(false, Ordering::SeqCst);
    }

    /// The line is gone.
    pub(crate) fn cut(&self) {
        self.streams.lock().unwrap().drain(..).for_each(|stream| drop(stream.shutdown(Shutdown::Both)));
    }
}

fn copy(mut from: TcpStream, mut to: TcpStream, stopped: &AtomicBool) {
    let mut bytes = [0; 4096];
    loop {
        while stopped.load(Ordering::SeqCst) {
            thread::sleep(Duration::from_millis(5));
        }
        match from.read(&mut bytes) {
            Ok(count) if count > 0 && to.write_all(bytes.get(..count).unwrap_or_default()).is_ok() => {}
            _ => break,
        }
    }
    let _ = to.shutdown(Shutdown::Both);
}
