package dev.steergraph.ingest.checkpoint.gguf;

import dev.steergraph.core.UserError;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The types of values in the header, by their numbers there. Whole numbers are Long, others Double. */
enum GgufValue {
    UINT8(1, (in, what) -> (long) (in.int8(what) & 0xff)),
    INT8(1, (in, what) -> (long) in.int8(what)),
    UINT16(2, (in, what) -> (long) (in.int16(what) & 0xffff)),
    INT16(2, (in, what) -> (long) in.int16(what)),
    UINT32(4, (in, what) -> in.int32(what) & 0xffffffffL),
    INT32(4, (in, what) -> (long) in.int32(what)),
    FLOAT32(4, (in, what) -> (double) Float.intBitsToFloat(in.int32(what))),
    BOOL(1, (in, what) -> in.int8(what) != 0),
    STRING(8, GgufInput::text),
    ARRAY(12, GgufValue::array),
    UINT64(8, GgufInput::int64),
    INT64(8, GgufInput::int64),
    FLOAT64(8, (in, what) -> Double.longBitsToDouble(in.int64(what)));

    private final int least;
    private final Reading reading;

    private interface Reading {
        Object read(GgufInput in, String what) throws IOException;
    }

    /** @param least bytes that a value has */
    GgufValue(int least, Reading reading) {
        this.least = least;
        this.reading = reading;
    }

    /** A value behind the number of its type: Long, Double, Boolean, String, or a list of one of these. */
    static Object read(GgufInput in, String what) throws IOException {
        return type(in, what).reading.read(in, what);
    }

    private static GgufValue type(GgufInput in, String what) throws IOException {
        int number = in.int32(what);
        if (number < 0 || number >= values().length) {
            throw new UserError(in.path() + " is damaged: " + what + " has a value of type "
                    + Integer.toUnsignedString(number) + ", and the types are 0 to " + (values().length - 1)
                    + "; fetch it again.");
        }
        return values()[number];
    }

    private static List<Object> array(GgufInput in, String what) throws IOException {
        GgufValue type = type(in, what);
        if (type == ARRAY) {
            throw new UserError(in.path() + ": " + what + " is a list of lists, which no tool is known to write.");
        }
        int count = in.count(type.least, "values of " + what);
        List<Object> values = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            values.add(type.reading.read(in, what));
        }
        return values;
    }
}
