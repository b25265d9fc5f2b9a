//! How much one file may ask for.

/// Collections inside one another, aliases followed.
pub const DEPTH: u32 = 100;
/// Bytes of one file.
pub const TEXT: usize = 1 << 30;
/// Values of one file, keys included.
pub const NODES: usize = 20_000_000;
/// Values that the aliases of one file may repeat, over and above as many as are written.
pub const SHARED: u64 = 100_000;
/// Problems of one file that are listed one by one; the rest are counted.
pub const PROBLEMS: usize = 1_000;
