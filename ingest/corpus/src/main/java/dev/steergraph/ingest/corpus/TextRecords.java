package dev.steergraph.ingest.corpus;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Plain text: each line a record, or all of it one. */
final class TextRecords implements Records {

    private final TextInput input;
    private final boolean whole;
    private boolean read;

    TextRecords(TextInput input, boolean whole) {
        this.input = input;
        this.whole = whole;
    }

    @Override
    public @Nullable Entry next() throws IOException {
        if (whole) {
            Entry all = read ? null : new Entry(input.readAll().strip(), null);
            read = true;
            return all;
        }
        String line = input.readLine();
        return line == null ? null : new Entry(line.strip(), null);
    }

    @Override
    public long offset() {
        return whole ? 0 : input.offset();
    }

    @Override
    public void close() throws IOException {
        input.close();
    }
}
