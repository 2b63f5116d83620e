package dev.steergraph.ingest.corpus;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.steergraph.core.UserError;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object in each line, as The Pile ships. Read line by line rather than as a table, because lines may differ in
 * their fields, come from standard input, and should be named by number when one is wrong.
 */
final class JsonLines implements Records {

    private final TextInput input;
    private final JsonEntries entries;

    JsonLines(TextInput input, CorpusSpec spec) {
        this.input = input;
        entries = new JsonEntries(spec);
    }

    @Override
    public @Nullable Entry next() throws IOException {
        String line = input.readLine();
        if (line == null) {
            return null;
        }
        return line.isBlank() ? new Entry(null, null) : entry(line);
    }

    private Entry entry(String line) throws IOException {
        String place = input.name() + ", line " + input.line();
        JsonFields fields = fields(line, place);
        UserError missing = entries.missing(fields, place, "field");
        if (missing != null) {
            throw missing;
        }
        return entries.entry(fields, place);
    }

    private JsonFields fields(String line, String place) throws IOException {
        try (JsonParser parser = JsonEntries.FACTORY.createParser(line)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                parser.skipChildren();
                throw entries.noObject(place);
            }
            JsonFields fields = JsonFields.read(parser, entries.wanted());
            if (parser.nextToken() != null) {
                throw new UserError(place + " goes on after its object; each line should hold one.");
            }
            return fields;
        } catch (JsonProcessingException e) {
            throw JsonEntries.notJson(place, e);
        }
    }

    @Override
    public long offset() {
        return input.offset();
    }

    @Override
    public void close() throws IOException {
        input.close();
    }
}
