package dev.steergraph.ingest.model.config;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one {@code model_type}: what transformers takes where a field is absent, what each decides here, and which
 * values are implemented. A test holds it against transformers' configuration classes.
 *
 * @see <a href="https://github.com/huggingface/transformers">transformers</a>, {@code configuration_*.py}, version 5.24
 */
public final class FieldTable {

    /** Blocks: the names of hook points have four digits for them. */
    public static final int LAYERS = 9_999;

    /** Of the residual stream, a head, a feed-forward layer. */
    public static final int WIDTH = 1 << 22;

    /** Heads, and groups of heads. */
    public static final int HEADS = 1 << 16;

    /** Tokens of a vocabulary. */
    public static final int VOCABULARY = 1 << 27;

    private static final int[] NO_LIMITS = {0, 0};

    private final String type;
    private final Map<String, Field> fields = new LinkedHashMap<>();
    private final Map<String, String> aliases = new LinkedHashMap<>();
    private @Nullable Inner inner;

    /**
     * An object of the file that has the model's own fields.
     *
     * @param name of its field
     * @param moved fields that are read outside it, whatever it says
     * @param above fields that count more where they are outside it
     */
    record Inner(String name, FieldTable table, List<String> moved, List<String> above) {}

    private FieldTable(String type) {
        this.type = type;
    }

    /** A table with the fields that all models have. @param type {@code model_type} */
    public static FieldTable of(String type) {
        return CommonFields.addTo(new FieldTable(type));
    }

    /** A whole number from 1. @param usual null if it is computed from other fields; then null says the same */
    public FieldTable size(String name, @Nullable Integer usual, int most, String use) {
        return add(name, Field.Kind.SIZE, true, usual, usual == null, new int[] {1, most}, use);
    }

    /** A whole number from 1, for which null is a value of its own. */
    public FieldTable sizeOrNone(String name, Integer usual, int most, String use) {
        return add(name, Field.Kind.SIZE, true, usual, true, new int[] {1, most}, use);
    }

    /** A whole number from 0. */
    public FieldTable count(String name, int usual, int most, String use) {
        return add(name, Field.Kind.SIZE, true, usual, false, new int[] {0, most}, use);
    }

    /** A number above 0. */
    public FieldTable number(String name, double usual, String use) {
        return add(name, Field.Kind.NUMBER, true, usual, false, NO_LIMITS, use);
    }

    /** A number above 0; null switches off what it decides. */
    public FieldTable numberOrNone(String name, @Nullable Double usual, String use) {
        return add(name, Field.Kind.NUMBER, true, usual, true, NO_LIMITS, use);
    }

    public FieldTable truth(String name, boolean usual, String use) {
        return add(name, Field.Kind.TRUTH, true, usual, false, NO_LIMITS, use);
    }

    /** The same; null says no. */
    public FieldTable truthOrNull(String name, boolean usual, String use) {
        return add(name, Field.Kind.TRUTH, true, usual, true, NO_LIMITS, use);
    }

    public FieldTable text(String name, String usual, String use) {
        return add(name, Field.Kind.TEXT, true, usual, false, NO_LIMITS, use);
    }

    /** {@code bos_token_id} and {@code eos_token_id}. @param bos, eos null for none */
    public FieldTable tokens(@Nullable Integer bos, @Nullable Integer eos) {
        add("bos_token_id", Field.Kind.TOKENS, true, bos, true, NO_LIMITS, "the token that begins sequences");
        return add("eos_token_id", Field.Kind.TOKENS, true, eos, true, NO_LIMITS, "the token that ends texts");
    }

    /** Read by code of its own; absent by default. */
    public FieldTable structure(String name, String use) {
        return add(name, Field.Kind.STRUCTURE, true, null, true, NO_LIMITS, use);
    }

    /** The same for a field that transformers' class does not declare. */
    public FieldTable older(String name, String use) {
        return add(name, Field.Kind.STRUCTURE, false, null, true, NO_LIMITS, use);
    }

    /** A whole number from 1 that transformers' class does not declare, but its code reads; null and absence say the same. */
    public FieldTable olderSize(String name, int most, String use) {
        return add(name, Field.Kind.SIZE, false, null, true, new int[] {1, most}, use);
    }

    /** The same for a number above 0. */
    public FieldTable olderNumber(String name, String use) {
        return add(name, Field.Kind.NUMBER, false, null, true, NO_LIMITS, use);
    }

    /** All other values are refused. @param usual transformers' default @param values as implemented, null for absence */
    public FieldTable only(String name, @Nullable Object usual, @Nullable Object... values) {
        return put(new Field(name, Field.Kind.ONLY, true, usual, true, NO_LIMITS, list(values), "not implemented"));
    }

    /** The same for a field that transformers' class does not declare, but its code reads. */
    public FieldTable onlyBeside(String name, @Nullable Object... values) {
        return put(new Field(name, Field.Kind.ONLY, false, null, true, NO_LIMITS, list(values), "not implemented"));
    }

    /** {@code quantization_config}. @param methods by which weights may be packed; all others are refused */
    public FieldTable quantized(String... methods) {
        return put(new Field(
                "quantization_config",
                Field.Kind.QUANTIZATION,
                false,
                null,
                true,
                NO_LIMITS,
                list((Object[]) methods),
                "how weights are packed"));
    }

    /** Fields that change no activation: dropout, initialisation, heads for other tasks. */
    public FieldTable unused(String... names) {
        for (String name : names) {
            add(name, Field.Kind.UNUSED, true, null, true, NO_LIMITS, "changes no activation");
        }
        return this;
    }

    /** The same for fields that files have and transformers' class has not. */
    public FieldTable unusedBeside(Iterable<String> names) {
        for (String name : names) {
            add(name, Field.Kind.UNUSED, false, null, true, NO_LIMITS, "changes no activation");
        }
        return this;
    }

    /** A field of files that transformers' class has not; it says what another says. @param read that other */
    public FieldTable repeated(String name, String read) {
        return put(new Field(
                name, Field.Kind.REPEATED, false, null, true, NO_LIMITS, List.of(read), "not used, " + read + " is"));
    }

    /** Another name of a field, which counts more than its own where a file has both (transformers' attribute_map). */
    public FieldTable alias(String alias, String field) {
        aliases.put(alias, field);
        return this;
    }

    /**
     * Where the model's own fields are an object of the file: beside what it says of the model, the file says what else the
     * model is part of.
     *
     * @param name of the object's field
     * @param fields what the object may hold
     * @param moved fields that are read outside it, whatever it says
     * @param above fields that count more where they are outside it
     */
    public FieldTable inner(String name, FieldTable fields, List<String> moved, List<String> above) {
        inner = new Inner(name, fields, moved, above);
        return structure(name, "the model's own fields");
    }

    @Nullable
    Inner inner() {
        return inner;
    }

    /** {@code model_type}. */
    public String type() {
        return type;
    }

    @Nullable
    Field get(String name) {
        return fields.get(name);
    }

    /**
     * @param name its own, or an alias
     * @throws IllegalArgumentException if the table has no such field
     */
    Field required(String name, Field.Kind kind) {
        Field field = fields.get(aliases.getOrDefault(name, name));
        if (field == null || field.kind() != kind) {
            throw new IllegalArgumentException(type + " has no field " + name + " of kind " + kind);
        }
        return field;
    }

    /** All of them. */
    public Collection<Field> fields() {
        return Collections.unmodifiableCollection(fields.values());
    }

    /** Other names of fields. */
    public Map<String, String> aliases() {
        return Collections.unmodifiableMap(aliases);
    }

    private static List<@Nullable Object> list(@Nullable Object... values) {
        return Collections.unmodifiableList(Arrays.asList(values));
    }

    private FieldTable add(
            String name,
            Field.Kind kind,
            boolean own,
            @Nullable Object usual,
            boolean nullable,
            int[] limits,
            String use) {
        return put(new Field(name, kind, own, usual, nullable, limits, List.of(), use));
    }

    private FieldTable put(Field field) {
        // What an architecture says of a field counts more than what is said of it for all.
        fields.put(Objects.requireNonNull(field.name()), field);
        return this;
    }
}
