//! Listens to what a probe tells.

use std::io::{BufRead, BufReader, ErrorKind};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::process::Command;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use super::point::Told;
use crate::live::pair::Part;
use crate::live::programs::Programs;

/// How long a probe has until it connects.
const CONNECT: Duration = Duration::from_secs(20);
/// How long nothing may come before it is clear that nothing more comes.
const SILENCE: Duration = Duration::from_secs(6);
const POLL: Duration = Duration::from_millis(2);

/// What one probe tells.
pub struct Ear {
    address: SocketAddr,
    lines: Receiver<String>,
}

impl Ear {
    /// Waits for a probe beside the caller.
    ///
    /// # Errors
    /// There is no port for it.
    pub fn open() -> Result<Ear, String> {
        let told = |error: std::io::Error| error.to_string();
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).map_err(told)?;
        listener.set_nonblocking(true).map_err(told)?;
        let address = listener.local_addr().map_err(told)?;
        let (sender, lines) = channel();
        thread::spawn(move || listen(&listener, &sender));
        Ok(Ear { address, lines })
    }

    /// The command of the probe that stands for a part; it goes no further from `at` on.
    ///
    /// # Errors
    /// The probe was not built.
    pub fn probe(
        &self,
        programs: &Programs,
        part: Part,
        at: Option<Told>,
    ) -> Result<Command, String> {
        let name = match part {
            Part::Server(_) => "dm-server-probe",
            Part::Device => "dm-client-probe",
        };
        let mut command = Command::new(programs.other(name)?);
        command.args(["--tell", &self.address.to_string()]);
        command.args(at.iter().flat_map(Told::arguments));
        Ok(command)
    }

    /// Waits until the probe is there. Whether it ever comes.
    ///
    /// # Errors
    /// The probe has gone, or has told what cannot be read.
    pub fn waits_for(&self, at: Told) -> Result<bool, String> {
        loop {
            match self.lines.recv_timeout(SILENCE) {
                Ok(line) if Told::read(&line)? == at => return Ok(true),
                Ok(_) => {}
                Err(RecvTimeoutError::Timeout) => return Ok(false),
                Err(RecvTimeoutError::Disconnected) => {
                    return Err("the probe has ended by itself".to_owned());
                }
            }
        }
    }

    /// All that it has told until now.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn all(&self) -> Result<Vec<Told>, String> {
        self.lines.try_iter().map(|line| Told::read(&line)).collect()
    }
}

fn listen(listener: &TcpListener, lines: &Sender<String>) {
    let begun = Instant::now();
    while begun.elapsed() < CONNECT {
        match listener.accept() {
            Ok((stream, _)) => return pass_on(stream, lines),
            Err(error) if error.kind() == ErrorKind::WouldBlock => thread::sleep(POLL),
            Err(_) => return,
        }
    }
}

fn pass_on(stream: TcpStream, lines: &Sender<String>) {
    if stream.set_nonblocking(false).is_err() {
        return;
    }
    for line in BufReader::new(stream).lines().map_while(Result::ok) {
        if lines.send(line).is_err() {
            return;
        }
    }
}
