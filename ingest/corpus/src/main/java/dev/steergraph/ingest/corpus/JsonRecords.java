package dev.steergraph.ingest.corpus;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.steergraph.core.UserError;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * An array of JSON objects, or objects one after the other. What is asked for must be in the first; where a later one has
 * it not, it is missing there.
 */
final class JsonRecords implements Records {

    private final TextInput input;
    private final JsonEntries entries;
    private final JsonParser parser;
    private boolean array;
    private long record;

    JsonRecords(TextInput input, CorpusSpec spec) throws IOException {
        this.input = input;
        entries = new JsonEntries(spec);
        parser = JsonEntries.FACTORY.createParser(input.reader());
    }

    @Override
    public @Nullable Entry next() throws IOException {
        try {
            JsonToken token = parser.nextToken();
            if (record == 0 && token == JsonToken.START_ARRAY && !array) {
                array = true;
                token = parser.nextToken();
            }
            if (array && token == JsonToken.END_ARRAY) {
                if (parser.nextToken() != null) {
                    throw new UserError(input.name() + ", line " + line() + " goes on after the array.");
                }
                return null;
            }
            return token == null ? null : entry(token);
        } catch (JsonProcessingException e) {
            throw JsonEntries.notJson(
                    input.name() + ", line "
                            + (e.getLocation() == null
                                    ? line()
                                    : e.getLocation().getLineNr()),
                    e);
        }
    }

    private Entry entry(JsonToken token) throws IOException {
        record++;
        String place = input.name() + ", record " + record + " in line " + line();
        if (token != JsonToken.START_OBJECT) {
            throw entries.noObject(place);
        }
        JsonFields fields = JsonFields.read(parser, entries.wanted());
        UserError missing = record == 1 ? entries.missing(fields, input.name(), "column") : null;
        if (missing != null) {
            throw missing;
        }
        return entries.entry(fields, place);
    }

    private int line() {
        return parser.currentTokenLocation().getLineNr();
    }

    @Override
    public void close() throws IOException {
        parser.close();
        input.close();
    }
}
