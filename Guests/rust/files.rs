// Files, folders, time and the environment through Rust's own library.

use std::fs;
use std::io::{Read, Seek, SeekFrom, Write};
use std::time::{Duration, Instant};

fn main() -> std::io::Result<()> {
    fs::create_dir("box")?;
    for number in 0..50 {
        fs::write(format!("box/item-{number}"), format!("{number}"))?;
    }
    assert_eq!(fs::read_dir("box")?.count(), 50);
    let mut file = fs::OpenOptions::new().read(true).append(true).open("box/item-7")?;
    file.write_all(b" seven")?;
    file.seek(SeekFrom::Start(0))?;
    let mut text = String::new();
    file.read_to_string(&mut text)?;
    assert_eq!(text, "7 seven");
    assert_eq!(file.metadata()?.len(), 7);
    fs::rename("box/item-7", "box/item-x")?;
    assert!(fs::metadata("box/item-7").is_err());
    fs::remove_dir_all("box")?;
    let start = Instant::now();
    std::thread::sleep(Duration::from_millis(20));
    assert!(start.elapsed() >= Duration::from_millis(20));
    println!("files");
    Ok(())
}
