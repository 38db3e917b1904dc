//! The web: asks servers for what is at an address, by HTTP, within limits.

use std::io::Read;
use std::time::Instant;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use flate2::read::MultiGzDecoder;
use ureq::config::Config;
use ureq::http::{HeaderMap, Response, Uri, header};
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};
use ureq::{Agent, Body, Error, Timeout};

use crate::article::{LIMIT, joined};

use super::store::{self, Told};
use super::target::Target;
use super::{Reply, Terms, Unfetched};

/// By which servers know who asks.
const NAME: &str = concat!("followspot/", env!("CARGO_PKG_VERSION"));

/// Asks servers.
#[derive(Debug)]
pub(super) struct Web {
    agent: Agent,
    terms: Terms,
}

impl Web {
    pub(super) fn new(terms: Terms) -> Web {
        let config = Agent::config_builder()
            .user_agent(NAME)
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_resolve(Some(terms.connect))
            .timeout_connect(Some(terms.connect))
            // Each connection is to an address that was looked at.
            .max_idle_connections(0)
            .proxy(None)
            .build();
        let agent = Agent::with_parts(
            config,
            DefaultConnector::default(),
            Gate { resolver: DefaultResolver::default(), terms },
        );
        Web { agent, terms }
    }

    /// Asks for what is at an address; `known` is what was told when it was last asked for.
    pub(super) fn ask(&self, address: &str, known: Option<&Told>) -> Result<Reply, Unfetched> {
        let end = Instant::now() + self.terms.whole;
        let mut target = Target::of(address).ok_or(Unfetched::NoAddress)?;
        for _ in 0..=self.terms.redirects {
            let known = known.filter(|known| known.address == target.address);
            let response = self.request(&target, known, end).map_err(|error| self.unfetched(error, &target))?;
            match response.status().as_u16() {
                304 if known.is_some() => return Ok(Reply::Same),
                301 | 302 | 303 | 307 | 308 => target = next(&target, response.headers())?,
                200..=299 => {
                    let told = told(&target, response.headers());
                    return Ok(Reply::Sent { told, bytes: self.body(response, &target)? });
                }
                status => return Err(Unfetched::Status(status)),
            }
        }
        Err(Unfetched::Redirects(self.terms.redirects))
    }

    fn request(&self, target: &Target, known: Option<&Told>, end: Instant) -> Result<Response<Body>, Error> {
        let left = end.saturating_duration_since(Instant::now());
        let mut request =
            self.agent.get(&target.url).header(header::ACCEPT, "*/*").header(header::ACCEPT_ENCODING, "gzip");
        if let Some(login) = &target.login {
            request = request.header(header::AUTHORIZATION, format!("Basic {}", BASE64_STANDARD.encode(login)));
        }
        let conditions =
            known.map(|known| [(header::IF_NONE_MATCH, &known.mark), (header::IF_MODIFIED_SINCE, &known.modified)]);
        for (name, value) in conditions.into_iter().flatten() {
            if let Some(value) = value {
                request = request.header(name, value);
            }
        }
        request.config().timeout_global(Some(left)).build().call()
    }

    /// All that is sent, unpacked, unless it is too much.
    fn body(&self, response: Response<Body>, target: &Target) -> Result<Vec<u8>, Unfetched> {
        let packing = header(response.headers(), &header::CONTENT_ENCODING).unwrap_or_default().to_ascii_lowercase();
        let sent = response.into_body().into_reader();
        let mut bytes = Vec::new();
        let read = match packing.as_str() {
            "" | "identity" => sent.take(LIMIT as u64 + 1).read_to_end(&mut bytes),
            "gzip" | "x-gzip" => {
                MultiGzDecoder::new(sent.take(LIMIT as u64)).take(LIMIT as u64 + 1).read_to_end(&mut bytes)
            }
            other => return Err(Unfetched::Broken(format!("it is packed as {other}, which was not asked for"))),
        };
        match read {
            _ if bytes.len() > LIMIT => Err(Unfetched::TooLarge),
            Ok(_) => Ok(bytes),
            Err(error) => Err(self.unfetched(error.into(), target)),
        }
    }

    fn unfetched(&self, error: Error, target: &Target) -> Unfetched {
        match error {
            Error::Timeout(Timeout::Resolve | Timeout::Connect) => Unfetched::Slow(self.terms.connect),
            Error::Timeout(_) => Unfetched::Slow(self.terms.whole),
            Error::HostNotFound => Unfetched::NoHost(target.host().to_owned()),
            Error::BadUri(_) | Error::Http(_) => Unfetched::NoAddress,
            Error::Other(error) if error.is::<Kept>() => Unfetched::Private(target.host().to_owned()),
            other => Unfetched::Broken(other.to_string()),
        }
    }
}

/// Where a server says to ask instead. A log-in goes along to the same host only.
fn next(from: &Target, headers: &HeaderMap) -> Result<Target, Unfetched> {
    let location = header(headers, &header::LOCATION).unwrap_or_default();
    let target = joined(&from.url, &location).as_deref().and_then(Target::of);
    let target = target.ok_or(Unfetched::LeadsAstray(location))?;
    let login = from.login.clone().filter(|_| target.origin() == from.origin());
    Ok(Target { login, ..target })
}

/// What is told of what is sent.
fn told(target: &Target, headers: &HeaderMap) -> Told {
    let kind = header(headers, &header::CONTENT_TYPE).unwrap_or_default().to_ascii_lowercase();
    let media = kind.split(';').next().unwrap_or_default().trim();
    let charset = kind.split(';').find_map(|part| part.trim().strip_prefix("charset="));
    Told {
        address: target.address.clone(),
        charset: charset.map(|name| name.trim_matches(['"', '\'', ' ']).to_owned()),
        is_page: matches!(media, "text/html" | "application/xhtml+xml"),
        mark: header(headers, &header::ETAG),
        modified: header(headers, &header::LAST_MODIFIED),
        when: store::now(),
    }
}

fn header(headers: &HeaderMap, name: &header::HeaderName) -> Option<String> {
    headers.get(name).map(|value| String::from_utf8_lossy(value.as_bytes()).trim().to_owned())
}

/// Finds the addresses of hosts, and keeps back those to which nothing may lead.
#[derive(Debug)]
struct Gate {
    resolver: DefaultResolver,
    terms: Terms,
}

/// A host was kept back.
#[derive(Debug, thiserror::Error)]
#[error("this host is kept back")]
struct Kept;

impl Resolver for Gate {
    fn resolve(&self, uri: &Uri, config: &Config, timeout: NextTimeout) -> Result<ResolvedSocketAddrs, Error> {
        let found = self.resolver.resolve(uri, config, timeout).map_err(|error| match error {
            Error::Io(_) => Error::HostNotFound,
            other => other,
        })?;
        // A host that has an address of each kind could be told to lead to either.
        let all_allowed = found.iter().all(|address| (self.terms.reaches)(address.ip()));
        if all_allowed { Ok(found) } else { Err(Error::Other(Box::new(Kept))) }
    }
}
