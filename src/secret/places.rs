//! Secrets as spans, for text that is shown in pieces.

use super::{MASK, Mask};
use crate::reader::Reading;
use crate::source::{SourceFile, Span};

/// The places of a file whose text must not be shown, sorted and without overlap; see [`Mask`].
pub fn places(source: &SourceFile, reading: &Reading) -> Vec<Span> {
    Mask::new(source, reading).spans().collect()
}

/// Puts `***` in place of everything that `secrets` (sorted) covers between `span`'s borders.
pub fn masked(source: &SourceFile, span: Span, secrets: &[Span]) -> String {
    let mut shown = String::new();
    let mut from = span.start;
    for secret in secrets.iter().filter(|secret| secret.start < span.end && secret.end > span.start) {
        let (start, end) = (secret.start.max(span.start), secret.end.min(span.end));
        let covered = source.slice(Span { start, end });
        let core = covered.trim();
        shown.push_str(source.slice(Span { start: from, end: start }));
        if core.is_empty() {
            shown.push_str(covered);
        } else {
            shown.push_str(&covered[..covered.len() - covered.trim_start().len()]);
            shown.push_str(MASK);
            shown.push_str(&covered[covered.trim_end().len()..]);
        }
        from = end;
    }
    shown.push_str(source.slice(Span { start: from, end: span.end }));
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let source = SourceFile::from_bytes("x", text.as_bytes().to_vec());
        masked(&source, Span::new(0, text.len()), &places(&source, &crate::reader::read(&source)))
    }

    #[test]
    fn values_of_secret_properties_are_masked_wherever_they_stand() {
        let text = "# was hunter22 before\nsmtpPassword: 'hunter22' # why\nuser: me\n";
        assert_eq!(shown(text), "# was *** before\nsmtpPassword: '***' # why\nuser: me\n");
    }

    #[test]
    fn what_a_hash_cut_off_is_masked() {
        assert_eq!(shown("password: hunter22 #hush\n"), "password: *** ***\n");
        assert_eq!(shown("password: #hunter22\nuser: me\n"), "password: ***\nuser: me\n");
    }

    #[test]
    fn every_line_of_a_long_secret_is_masked() {
        let text = "private-key: |\n  öne\n\n  two\nuser: me\n";
        let source = SourceFile::from_bytes("x", text.as_bytes().to_vec());
        let masked = crate::secret::mask(&source, &crate::reader::read(&source));
        assert_eq!(masked, "private-key: |\n  ****\n\n  ***\nuser: me\n");
    }

    #[test]
    fn a_placeholder_is_shown_but_not_its_default() {
        assert_eq!(shown("a.secret: ${NAME}\n"), "a.secret: ${NAME}\n");
        assert_eq!(shown("a.secret: ${NAME:hush}\n"), "a.secret: ***\n");
    }

    #[test]
    fn comments_and_parameters_that_name_a_secret_are_masked() {
        assert_eq!(shown("a: 1 # old smtpPassword: hush hush\n"), "a: 1 # old smtpPassword: ***\n");
        assert_eq!(shown("url: x?user=u&password=hush&b=1\n"), "url: x?user=u&password=***&b=1\n");
        assert_eq!(shown("a: 1\n#smtp-password=${PW}\n"), "a: 1\n#smtp-password=${PW}\n");
        assert_eq!(shown("a: 1\n# the password of old\n"), "a: 1\n# the password of old\n");
    }

    #[test]
    fn addresses_keep_all_but_their_password() {
        assert_eq!(
            shown("a: amqp://guest:hush@host/x # amqp://guest:hush@host\n"),
            "a: amqp://guest:***@host/x # amqp://guest:***@host\n"
        );
    }

    #[test]
    fn a_file_that_cannot_be_read_hides_all_that_follows_a_secret_word() {
        assert_eq!(shown("smtpPassword: @hush,hush\nuser: me\n"), "smtpPassword: ***\nuser: me\n");
        assert_eq!(shown("smtpPassword: 'hush\n  hush\nuser: me\n"), "smtpPassword: '***\n  ***\nuser: me\n");
        assert_eq!(shown("smtpPassword hush\nuser: me\n"), "smtpPassword ***\nuser: me\n");
        assert_eq!(shown("{\"smtpPassword\": \"hush\", \"user\": \"me\" x\n"), "{\"smtpPassword\": \"***\n");
        assert_eq!(shown("tokens:\n- hush\n- hush\nuser: @me\n"), "tokens:\n- ***\n- ***\nuser: @me\n");
        assert_eq!(shown("key: |\n  hush\n\n  hush\nuser: @me\n"), "key: ***\n  ***\n\n  ***\nuser: @me\n");
        assert_eq!(shown("? smtpPassword\n: hush\nuser: @me\n"), "? smtpPassword\n: ***\nuser: @me\n");
        assert_eq!(shown("# smtpPassword: hush\nuser: @me\n"), "# smtpPassword: ***\nuser: @me\n");
    }
}
