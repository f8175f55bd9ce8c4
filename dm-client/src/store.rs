//! The device's file: one owner, written whole or not at all.

use std::ffi::OsString;
use std::fmt;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::device::Device;
use crate::show;

const VERSION: u32 = 1;

#[derive(Serialize, Deserialize)]
struct Content<D> {
    version: u32,
    device: D,
}

/// Why a file cannot be used.
#[derive(Debug)]
pub enum StoreError {
    /// Another process has it.
    Taken(PathBuf),
    /// There is one already.
    Exists(PathBuf),
    /// Its content is no device.
    Content(PathBuf, serde_json::Error),
    /// Its version is another.
    Version(PathBuf, u32),
    /// The system says no.
    System(PathBuf, io::Error),
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            StoreError::Taken(path) => {
                write!(f, "{} is used by another process", path.display())
            }
            StoreError::Exists(path) => write!(f, "{} is there already", path.display()),
            StoreError::Content(path, error) => {
                write!(f, "{} is no device file: {error}", path.display())
            }
            StoreError::Version(path, version) => {
                write!(f, "{} has version {version}; known: {VERSION}", path.display())
            }
            StoreError::System(path, error) => write!(f, "{}: {error}", path.display()),
        }
    }
}

impl std::error::Error for StoreError {}

/// The device, and where it is kept.
#[derive(Debug)]
pub struct Store {
    device: Device,
    kept: Option<Kept>,
    journal: Option<(PathBuf, File)>,
}

#[derive(Debug)]
struct Kept {
    path: PathBuf,
    /// Held as long as the store is.
    _lock: File,
}

impl Store {
    /// A device that is gone when the process is.
    pub fn in_memory(device: Device) -> Store {
        Store { device, kept: None, journal: None }
    }

    /// Makes a file that is not there yet.
    ///
    /// # Errors
    /// It is there, or cannot be written.
    pub fn create(path: &Path, device: Device) -> Result<Store, StoreError> {
        let lock = lock(path)?;
        if path.exists() {
            return Err(StoreError::Exists(path.to_owned()));
        }
        write(path, &device).map_err(|error| StoreError::System(path.to_owned(), error))?;
        let kept = Kept { path: path.to_owned(), _lock: lock };
        Ok(Store { device, kept: Some(kept), journal: None })
    }

    /// Opens a file, which nobody else can do from then on.
    ///
    /// # Errors
    /// It is taken, missing, or no device.
    pub fn open(path: &Path) -> Result<Store, StoreError> {
        let lock = lock(path)?;
        let device = read(path)?;
        let kept = Kept { path: path.to_owned(), _lock: lock };
        Ok(Store { device, kept: Some(kept), journal: None })
    }

    /// From now on each tree that the device has is written to the end of that file, before the
    /// change that makes it is kept: a line of JSON each, as `dm-client show --json` has it.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn journal(&mut self, path: &Path) -> Result<(), StoreError> {
        let system = |error| StoreError::System(path.to_owned(), error);
        let file = OpenOptions::new().create(true).append(true).open(path).map_err(system)?;
        self.journal = Some((path.to_owned(), file));
        Ok(())
    }

    /// The device as it is.
    pub fn device(&self) -> &Device {
        &self.device
    }

    /// Changes the device; when this returns, the change is kept.
    ///
    /// # Errors
    /// It could not be kept: then nothing has changed.
    pub fn change<T>(&mut self, change: impl FnOnce(&mut Device) -> T) -> Result<T, StoreError> {
        let mut changed = self.device.clone();
        let told = change(&mut changed);
        if changed != self.device {
            if let Some((path, file)) = &mut self.journal {
                enter(file, &changed).map_err(|error| StoreError::System(path.clone(), error))?;
            }
            if let Some(kept) = &self.kept {
                write(&kept.path, &changed)
                    .map_err(|error| StoreError::System(kept.path.clone(), error))?;
            }
            self.device = changed;
        }
        Ok(told)
    }
}

fn enter(journal: &mut File, device: &Device) -> io::Result<()> {
    let mut line = serde_json::to_vec(&show::lines(device))?;
    line.push(b'\n');
    journal.write_all(&line)
}

/// Reads a device from a file that another process may use.
///
/// # Errors
/// It is missing or no device.
pub fn read(path: &Path) -> Result<Device, StoreError> {
    let text = std::fs::read(path).map_err(|error| StoreError::System(path.to_owned(), error))?;
    let content = |error| StoreError::Content(path.to_owned(), error);
    let raw: Content<serde_json::Value> = serde_json::from_slice(&text).map_err(content)?;
    if raw.version != VERSION {
        return Err(StoreError::Version(path.to_owned(), raw.version));
    }
    serde_json::from_value(raw.device).map_err(content)
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name: OsString = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

/// Locks the file beside, since the file itself is replaced by each change. The system frees the
/// lock of a process that was killed.
fn lock(path: &Path) -> Result<File, StoreError> {
    let system = |error| StoreError::System(path.to_owned(), error);
    let beside = beside(path, ".lock");
    let file = OpenOptions::new().create(true).truncate(false).write(true).open(beside);
    let file = file.map_err(system)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(StoreError::Taken(path.to_owned())),
        Err(TryLockError::Error(error)) => Err(system(error)),
    }
}

/// Writes beside, and puts that in the place of the file once it is on the disk.
fn write(path: &Path, device: &Device) -> io::Result<()> {
    let beside = beside(path, ".new");
    let content = serde_json::to_vec_pretty(&Content { version: VERSION, device })?;
    let mut options = OpenOptions::new();
    options.create(true).truncate(true).write(true);
    // The file has secrets in it.
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&beside)?;
    file.write_all(&content)?;
    file.sync_all()?;
    std::fs::rename(&beside, path)?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
}
