package dev.steergraph.ingest.corpus;

import dev.steergraph.core.io.Sha256;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;

/** What tells the first documents of a corpus from others. */
interface CorpusDigest {

    void add(CorpusDocument document);

    String value();

    /** What it was before the last document; nothing if none can go on from there. */
    Optional<String> before();

    /** @param example of its kind; of the present one if it is empty */
    static CorpusDigest like(String example) {
        return example.isEmpty() || example.startsWith(Chain.PREFIX) ? Chain.of(Chain.NOTHING) : new Running();
    }

    /**
     * Of documents whose own checksums any thread has made: of n it is SHA-256 of that of n - 1 and the checksum of the last one;
     * of none it is 32 zeros. So it can go on from where another has come.
     */
    final class Chain implements CorpusDigest {

        private static final String PREFIX = "documents:";
        private static final String NOTHING = PREFIX + "00".repeat(32);

        private final MessageDigest digest = Sha256.digest();
        private byte[] value;
        private byte[] before;

        private Chain(byte[] value) {
            this.value = value;
            before = value;
        }

        /** @param value so far */
        static Chain of(String value) {
            return new Chain(HexFormat.of().parseHex(value.substring(PREFIX.length())));
        }

        @Override
        public void add(CorpusDocument document) {
            before = value;
            digest.update(before);
            value = digest.digest(document.sha256());
        }

        @Override
        public String value() {
            return PREFIX + HexFormat.of().formatHex(value);
        }

        @Override
        public Optional<String> before() {
            return Optional.of(PREFIX + HexFormat.of().formatHex(before));
        }
    }

    /** SHA-256 of all texts and categories, as runs have it that earlier versions have begun. */
    final class Running implements CorpusDigest {

        private final MessageDigest digest = Sha256.digest();

        @Override
        public void add(CorpusDocument document) {
            document.update(digest);
        }

        @Override
        public String value() {
            try {
                return HexFormat.of().formatHex(((MessageDigest) digest.clone()).digest());
            } catch (CloneNotSupportedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public Optional<String> before() {
            return Optional.empty();
        }
    }
}
