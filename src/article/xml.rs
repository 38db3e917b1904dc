//! XML as it is found, with its slips.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// Everything in an XML file, up to where it is damaged beyond reading; tells that place, in bytes, or the end.
pub(super) fn events(source: &str, mut take: impl FnMut(&Event<'_>)) -> usize {
    let mut reader = Reader::from_str(source);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    while let Ok(event) = reader.read_event() {
        if event == Event::Eof {
            return source.len();
        }
        take(&event);
    }
    usize::try_from(reader.error_position()).unwrap_or(usize::MAX).min(source.len())
}

/// The text that an event is. An entity that only pages have stays as it is written.
pub(super) fn text(event: &Event<'_>) -> Option<String> {
    match event {
        Event::Text(text) => Some(text.xml10_content().into_owned()),
        Event::CData(text) => Some(text.xml10_content().into_owned()),
        Event::GeneralRef(reference) => {
            let name = reference.xml10_content();
            let known = || quick_xml::escape::resolve_predefined_entity(&name).map(str::to_owned);
            let character = reference.resolve_char_ref().ok().flatten().map(String::from);
            Some(character.or_else(known).unwrap_or_else(|| format!("&{name};")))
        }
        _ => None,
    }
}

/// The value of an attribute; `None` where it is not there or empty.
pub(super) fn attribute(start: &BytesStart<'_>, key: &str) -> Option<String> {
    let attribute = start.try_get_attribute(key).ok().flatten()?;
    let value = attribute.value.as_ref();
    let plain = quick_xml::escape::unescape(value).map_or_else(|_| value.to_owned(), Cow::into_owned);
    Some(plain).filter(|value| !value.is_empty())
}
