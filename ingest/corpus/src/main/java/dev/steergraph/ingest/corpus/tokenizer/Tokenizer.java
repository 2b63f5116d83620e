package dev.steergraph.ingest.corpus.tokenizer;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import dev.steergraph.core.UserError;
import dev.steergraph.core.text.Vocabulary;
import dev.steergraph.core.text.WellFormed;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A Hugging Face fast tokenizer, and the special tokens with which its model wants sequences to begin and end.
 *
 * <p>Documents are encoded one at a time: as fast as in batches, whose threads would take the model's processors.
 */
public final class Tokenizer implements AutoCloseable {

    private final HuggingFaceTokenizer tokenizer;
    private final Vocabulary vocabulary;
    private final String name;
    private final int modelTokens;
    private final int context;
    private final int[] prefix;
    private final int[] suffix;
    private final int[] separator;
    private final Set<Integer> special;
    private final List<String> notes;
    private final Map<String, String> roles;
    private final @Nullable String chatTemplate;

    /**
     * The tokenizer as its file describes it.
     *
     * @param json content of tokenizer.json
     * @param context longest sequence, special tokens included; longer documents are cut there
     */
    public Tokenizer(byte[] json, int context) throws IOException {
        this(TokenizerFiles.of(json), context, Bos.AUTO, null);
    }

    /**
     * @param context longest sequence, special tokens included
     * @param modelBos the BOS of the model's configuration, for tokenizers that name none; may be null
     * @throws UserError if a BOS is asked for and neither tokenizer nor model has one
     */
    public Tokenizer(TokenizerFiles files, int context, Bos bos, @Nullable Integer modelBos) throws IOException {
        byte[] json = files.json();
        this.context = context;
        name = files.name();
        modelTokens = files.modelTokens();
        vocabulary = Vocabulary.parse(json, files.name());
        tokenizer = open(json, files.name());
        Encoding enclosed = tokenizer.encode("a", true, false);
        long[] mask = enclosed.getSpecialTokenMask();
        int from = 0;
        while (from < mask.length && mask[from] != 0) {
            from++;
        }
        int to = mask.length;
        while (to > from && mask[to - 1] != 0) {
            to--;
        }
        int[] ids = narrow(enclosed.getIds());
        roles = files.specialTokens();
        chatTemplate = files.chatTemplate();
        Integer named = vocabulary.id(roles.getOrDefault("bos_token", roles.get("cls_token")));
        prefix = prefix(Arrays.copyOf(ids, from), files.addBos(), bos, named != null ? named : modelBos);
        Integer eos = vocabulary.id(roles.get("eos_token"));
        suffix = to == ids.length && files.addEos() && eos != null
                ? new int[] {eos}
                : Arrays.copyOfRange(ids, to, ids.length);
        special = new HashSet<>();
        IntStream.of(prefix).forEach(special::add);
        IntStream.of(ids).limit(from).forEach(special::add);
        IntStream.of(suffix).forEach(special::add);
        for (String role : List.of("bos_token", "eos_token", "cls_token", "sep_token", "pad_token")) {
            // Some pad with their unknown token, which stands for real text elsewhere.
            boolean unknown = role.equals("pad_token")
                    && roles.get(role) != null
                    && roles.get(role).equals(roles.get("unk_token"));
            Integer id = vocabulary.id(roles.get(role));
            if (id != null && !unknown) {
                special.add(id);
            }
        }
        if (modelBos != null) {
            special.add(modelBos);
        }
        separator = separator(eos, modelBos);
        notes = notes(files, bos, from > 0);
    }

    /** What the person at the keyboard should know about this tokenizer, in sentences. */
    public List<String> notes() {
        return notes;
    }

    /**
     * The tokens of a text, without those that enclose it.
     *
     * @throws UserError if the model does not know one
     */
    public int[] encode(String text) {
        // Only the ids: a long text has as many strings and spans as tokens.
        long encoding = TokenizersLibrary.LIB.encode(tokenizer.getHandle(), text, false);
        try {
            return known(narrow(TokenizersLibrary.LIB.getTokenIds(encoding)));
        } finally {
            TokenizersLibrary.LIB.deleteEncoding(encoding);
        }
    }

    private int[] known(int[] ids) {
        for (int id : ids) {
            if (id >= modelTokens) {
                throw new UserError("The tokenizer of " + name + " makes the token \"" + vocabulary.token(id)
                        + "\" with id "
                        + id + ", but the model knows " + modelTokens + " tokens by its config.json; the files do not"
                        + " belong together.");
            }
        }
        return ids;
    }

    /** The first tokens of a text that a sequence holds; of a long text not all is read. */
    public int[] encodeHead(String text) {
        return Head.of(text, room(), this::encode);
    }

    /** Each text as one sequence, enclosed, cut where it would be longer than the context. */
    public List<TokenizedDocument> encode(List<String> texts) {
        List<TokenizedDocument> documents = new ArrayList<>(texts.size());
        for (String text : texts) {
            int[] ids = enclose(encodeHead(text));
            boolean[] mask = new boolean[ids.length];
            for (int i = 0; i < ids.length; i++) {
                mask[i] = isSpecial(ids[i]);
            }
            documents.add(new TokenizedDocument(ids, mask));
        }
        return documents;
    }

    /** The text of tokens, special ones left out. */
    public String decode(int[] ids) {
        if (!vocabulary.isBytes()) {
            return decoded(ids, 0, ids.length);
        }
        // The library takes the letters of added tokens for bytes.
        StringBuilder text = new StringBuilder();
        int from = 0;
        for (int i = 0; i <= ids.length; i++) {
            if (i == ids.length || vocabulary.isAdded(ids[i])) {
                text.append(decoded(ids, from, i));
                text.append(i == ids.length || decoded(ids, i, i + 1).isEmpty() ? "" : vocabulary.text(ids[i]));
                from = i + 1;
            }
        }
        return text.toString();
    }

    private String decoded(int[] ids, int from, int to) {
        return from == to
                ? ""
                : tokenizer.decode(
                        IntStream.of(ids)
                                .asLongStream()
                                .skip(from)
                                .limit(to - from)
                                .toArray(),
                        true);
    }

    /** Whether a token is BOS, EOS, CLS, SEP or PAD, and so never a row. */
    public boolean isSpecial(int id) {
        return special.contains(id);
    }

    /** Longest sequence, special tokens included. */
    int context() {
        return context;
    }

    /** Tokens of text that a sequence holds. */
    public int room() {
        return context - prefix.length - suffix.length;
    }

    /** Special tokens before a sequence's text. */
    public int before() {
        return prefix.length;
    }

    /** What stands between documents that share a sequence; perhaps nothing. */
    public int[] separator() {
        return separator.clone();
    }

    /** A sequence of text with what the model wants before and after it. */
    public int[] enclose(int[] body) {
        int[] ids = Arrays.copyOf(prefix, prefix.length + body.length + suffix.length);
        System.arraycopy(body, 0, ids, prefix.length, body.length);
        System.arraycopy(suffix, 0, ids, prefix.length + body.length, suffix.length);
        return ids;
    }

    /** Whether the model was made for chats: whether it has a template of them. */
    public boolean hasChatTemplate() {
        return chatTemplate != null;
    }

    /**
     * How the model's chats are written.
     *
     * @throws UserError if the model has no template of them, or one that cannot be rendered
     */
    public ChatTemplate chatTemplate() {
        String source = chatTemplate;
        if (source == null) {
            throw new UserError("The tokenizer of " + name + " has no chat template, as models have that were made for"
                            + " chats; leave it out.")
                    .in("chat");
        }
        return ChatTemplate.of(name, source, roles);
    }

    /** The tokens of a chat that was rendered, which says itself how it begins. */
    public int[] beginChat(String rendered) {
        return encode(WellFormed.of(rendered));
    }

    /** The tokens of a text that is to be gone on with: enclosed at its beginning only. */
    public int[] begin(String text) {
        int[] body = encode(WellFormed.of(text));
        int[] ids = Arrays.copyOf(prefix, prefix.length + body.length);
        System.arraycopy(body, 0, ids, prefix.length, body.length);
        return ids;
    }

    @Override
    public void close() {
        tokenizer.close();
    }

    private static HuggingFaceTokenizer open(byte[] json, String name) throws IOException {
        try {
            return HuggingFaceTokenizer.newInstance(
                    new ByteArrayInputStream(json), Map.of("padding", "false", "truncation", "false"));
        } catch (RuntimeException e) {
            throw new UserError(
                    "The tokenizer of " + name + " cannot be read (" + e.getMessage() + "); download it again.", e);
        }
    }

    /** Where ours is not what transformers 5 does, which follows the template of tokenizer.json. */
    private static List<String> notes(TokenizerFiles files, Bos bos, boolean template) {
        List<String> notes = new ArrayList<>(files.notes());
        Boolean added = files.addBos();
        if (bos == Bos.AUTO && !files.isOld() && added != null && added != template) {
            notes.add("Sequences begin " + (added ? "with" : "without") + " BOS, as add_bos_token of "
                    + Path.of(files.name()).resolveSibling("tokenizer_config.json")
                    + " says; transformers 5 follows tokenizer.json and begins "
                    + (added ? "without" : "with one") + ".");
        }
        return List.copyOf(notes);
    }

    private static int[] prefix(int[] usual, @Nullable Boolean addBos, Bos bos, @Nullable Integer id) {
        boolean wanted =
                switch (bos) {
                    case AUTO -> addBos != null ? addBos : usual.length > 0;
                    case ALWAYS -> true;
                    case NEVER -> false;
                };
        if (!wanted || usual.length > 0) {
            return wanted ? usual : new int[0];
        }
        if (id == null) {
            throw new UserError(
                            "The model has no BOS token, in tokenizer_config.json or config.json; choose never to begin with one.")
                    .in("bos");
        }
        return new int[] {id};
    }

    /** SEP where sequences end with it, else BOS where they begin with it, else EOS, as such models were trained. */
    private int[] separator(@Nullable Integer eos, @Nullable Integer modelBos) {
        if (suffix.length > 0 || prefix.length > 0) {
            return suffix.length > 0 ? suffix : prefix;
        }
        Integer end = eos != null ? eos : modelBos;
        return end == null ? new int[0] : new int[] {end};
    }

    private static int[] narrow(long[] ids) {
        int[] narrow = new int[ids.length];
        for (int i = 0; i < ids.length; i++) {
            narrow[i] = (int) ids[i];
        }
        return narrow;
    }
}
