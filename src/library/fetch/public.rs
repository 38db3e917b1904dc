//! Which addresses of the internet protocol lead to the public net, by the registries of special addresses (RFC 6890 and
//! what came since); all others lead to this machine, its network, or nowhere.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Whether an address leads to the public net.
pub(super) fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

/// Stretches of IPv4 that are not public: their beginning, and how many bits of it count.
const SPECIAL: [([u8; 4], u32); 15] = [
    ([0, 0, 0, 0], 8),
    ([10, 0, 0, 0], 8),
    ([100, 64, 0, 0], 10),
    ([127, 0, 0, 0], 8),
    ([169, 254, 0, 0], 16),
    ([172, 16, 0, 0], 12),
    ([192, 0, 0, 0], 24),
    ([192, 0, 2, 0], 24),
    ([192, 88, 99, 0], 24),
    ([192, 168, 0, 0], 16),
    ([198, 18, 0, 0], 15),
    ([198, 51, 100, 0], 24),
    ([203, 0, 113, 0], 24),
    ([224, 0, 0, 0], 4),
    ([240, 0, 0, 0], 4),
];

fn is_public_v4(address: Ipv4Addr) -> bool {
    let lies_in = |(begin, bits): &([u8; 4], u32)| (address.to_bits() ^ u32::from_be_bytes(*begin)) >> (32 - bits) == 0;
    !SPECIAL.iter().any(lies_in)
}

/// Of IPv6 only what has been given out to be reached from everywhere, without the stretches in which other protocols
/// are wrapped or examples written; and IPv4 behind a translator (RFC 6052), which shows it under a prefix of its own.
fn is_public_v6(address: Ipv6Addr) -> bool {
    let translated = |last: [u16; 2]| {
        let [a, b] = last.map(u16::to_be_bytes);
        is_public_v4(Ipv4Addr::new(a[0], a[1], b[0], b[1]))
    };
    match address.segments() {
        [0x64, 0xff9b, 0, 0, 0, 0, high, low] => translated([high, low]),
        [0x2001, 0..0x200 | 0xdb8, ..] | [0x2002, ..] | [0x3fff, 0..0x1000, ..] => false,
        [first, ..] => (0x2000..0x4000).contains(&first),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_special_is_told_from_what_is_public() {
        let public = |text: &str| is_public(text.parse().unwrap());
        for text in [
            "0.0.0.0",
            "10.0.0.1",
            "10.255.255.255",
            "100.64.0.1",
            "100.127.255.255",
            "127.0.0.1",
            "127.8.8.8",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.8",
            "192.168.1.1",
            "198.19.0.1",
            "224.0.0.1",
            "239.255.255.250",
            "255.255.255.255",
            "::",
            "::1",
            "::ffff:10.0.0.1",
            "::ffff:8.8.8.8",
            "::8.8.8.8",
            "64:ff9b::10.0.0.1",
            "64:ff9b:1::1",
            "100::1",
            "2001::1",
            "2001:1ff::1",
            "2001:db8::1",
            "2002:a00:1::",
            "3fff:1::1",
            "5f00::1",
            "fc00::1",
            "fd12:3456::1",
            "fe80::1",
            "fec0::1",
            "ff02::1",
        ] {
            assert!(!public(text), "{text}");
        }
        for text in [
            "1.1.1.1",
            "9.255.255.255",
            "11.0.0.0",
            "100.63.255.255",
            "100.128.0.0",
            "128.0.0.0",
            "172.15.255.255",
            "172.32.0.0",
            "192.0.1.0",
            "192.167.255.255",
            "198.17.255.255",
            "198.20.0.0",
            "223.255.255.255",
            "2001:200::1",
            "2a00:1450::1",
            "2606:4700::1111",
            "64:ff9b::8.8.8.8",
            "3fff:1000::1",
        ] {
            assert!(public(text), "{text}");
        }
    }
}
