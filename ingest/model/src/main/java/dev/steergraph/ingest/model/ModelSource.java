package dev.steergraph.ingest.model;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import dev.steergraph.core.UserError;
import dev.steergraph.ingest.checkpoint.Checkpoint;
import dev.steergraph.ingest.checkpoint.gguf.GgufCheckpoint;
import dev.steergraph.ingest.checkpoint.gguf.GgufFile;
import dev.steergraph.ingest.checkpoint.hub.FileSelection;
import dev.steergraph.ingest.checkpoint.hub.Hub;
import dev.steergraph.ingest.checkpoint.hub.HubProgress;
import dev.steergraph.ingest.model.block.Block;
import dev.steergraph.ingest.model.block.Unembedding;
import dev.steergraph.ingest.model.config.Config;
import dev.steergraph.ingest.model.config.ModelConfig;
import dev.steergraph.ingest.model.config.ModelInfo;
import dev.steergraph.ingest.model.config.Precision;
import dev.steergraph.ingest.model.engine.Kernels;
import dev.steergraph.ingest.model.gguf.GgufConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Where a model comes from: MiniLM from the class path, a folder as Hugging Face lays it out, the hub, or a GGUF file. */
public final class ModelSource {

    /** Of blocks: as many as the model has. */
    static final int ALL = Integer.MAX_VALUE;

    private static final String GGUF = ".gguf";

    private final @Nullable Path folder;
    private final @Nullable GgufFile gguf;
    private final ModelConfig config;
    private final Architecture architecture;
    private final ModelInfo info;

    private ModelSource(String id, @Nullable Path folder, @Nullable GgufFile gguf, Config config) {
        this.folder = folder;
        this.gguf = gguf;
        architecture = Architecture.of(config);
        this.config = ModelConfig.of(config, architecture.fields());
        info = architecture.info(id, this.config);
    }

    /**
     * Finds a model and reads its config.json; nothing else is read yet.
     *
     * @param name minilm, a folder, a GGUF file, or a Hugging Face id such as EleutherAI/pythia-70m, with @revision if need
     *     be
     * @param revision branch, tag or commit; null for what the name says, else main
     * @throws dev.steergraph.core.UserError if there is no such model or its architecture cannot be run
     */
    public static ModelSource of(String name, @Nullable String revision, Hub hub, HubProgress progress)
            throws IOException {
        if (name.equals(MiniLm.NAME)) {
            return new ModelSource(MiniLm.ID, null, null, MiniLm.config());
        }
        Path file = ggufFile(name);
        if (file != null) {
            return gguf(file);
        }
        Path folder = hub.snapshot(name, revision, FileSelection.model(), progress);
        return folder(
                neuronpedia(
                        Files.isDirectory(Path.of(name)) ? folder.toRealPath().toString() : name),
                folder);
    }

    /**
     * What a configuration says of a model, of which there need be nothing else.
     *
     * @throws dev.steergraph.core.UserError if its architecture cannot be run
     */
    public static ModelInfo info(String id, Config config) {
        Architecture architecture = Architecture.of(config);
        return architecture.info(id, ModelConfig.of(config, architecture.fields()));
    }

    /** @param id Neuronpedia's modelId */
    public static ModelSource folder(String id, Path folder) throws IOException {
        return new ModelSource(id, folder, null, Config.read(folder));
    }

    /** A GGUF file. @throws dev.steergraph.core.UserError if it cannot be run */
    public static ModelSource gguf(Path path) throws IOException {
        GgufFile file = GgufFile.open(path);
        // Names what cannot be run before it is read as something else.
        GgufCheckpoint.of(file);
        String name = String.valueOf(path.toRealPath().getFileName());
        String said = file.metadata().text("general.name");
        String id = name.endsWith(GGUF) || said == null ? name.replaceFirst("\\.gguf$", "") : said;
        return new ModelSource(neuronpedia(id), null, file, GgufConfig.of(file));
    }

    /** Files are known by their first bytes, as Ollama's have no other sign; null for what is no such file. */
    private static @Nullable Path ggufFile(String name) {
        try {
            Path path = Path.of(name);
            boolean named = name.endsWith(GGUF) && !Files.isDirectory(path);
            return named || Files.isRegularFile(path) && GgufFile.isOne(path) ? path : null;
        } catch (InvalidPathException e) {
            return null;
        }
    }

    /** Neuronpedia's modelId is the last part of the name in small letters; GPT-2 it calls gpt2-small. */
    public static String neuronpedia(String name) {
        String last = name.replaceAll("@.*$", "").replaceAll("[/\\\\]+$", "").replaceAll("^.*[/\\\\]", "");
        String id = last.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._-]", "_");
        return id.equals("gpt2") ? "gpt2-small" : id;
    }

    /** The folder that the tokenizer's files are in; null for a GGUF file, and for MiniLM, whose {@link #tokenizerJson} is at hand. */
    public @Nullable Path folder() {
        return folder;
    }

    /** The GGUF file that holds the model; null for one that has a folder, and for MiniLM. */
    public @Nullable GgufFile gguf() {
        return gguf;
    }

    /** MiniLM's tokenizer.json. */
    public static byte[] tokenizerJson() throws IOException {
        return MiniLm.tokenizerJson();
    }

    /** Ids that end a text: {@code eos_token_id} of generation_config.json, else of config.json. */
    public Set<Integer> stopTokens() throws IOException {
        Path file = folder == null ? null : folder.resolve("generation_config.json");
        Config generation = file != null && Files.isRegularFile(file) ? Config.of(file) : null;
        return generation != null && generation.has("eos_token_id")
                ? generation.tokens("eos_token_id")
                : new TreeSet<>(config.tokens("eos_token_id"));
    }

    /** Tokens that the model knows. */
    public int vocabulary() {
        return config.size("vocab_size");
    }

    /** One line about fields of config.json that are not used; null where there are none. */
    public @Nullable String note() {
        return config.note();
    }

    public ModelInfo info() {
        return info;
    }

    /** Reads the weights to a device. @throws dev.steergraph.core.UserError if tensors are missing or of another shape */
    public Transformer load(Device device, Precision precision) throws IOException {
        return loadBlocks(device, precision, ALL);
    }

    /** The same without the blocks after the first so many, and without a head: activations are all that can be had. */
    public Transformer loadBlocks(Device device, Precision precision, int blocks) throws IOException {
        return load(device, precision, Weights.Wanted.first(blocks, info.layers()));
    }

    /** Whether it has a projection to the vocabulary. */
    public boolean predictsText() {
        return architecture != Architecture.BERT;
    }

    /**
     * Reads what directions meet on their way to the vocabulary, in float32.
     *
     * @param layers of the attentions whose output projections are needed
     * @throws UserError if the model predicts no text, or tensors are missing or of another shape
     */
    public Unembedding unembedding(Device device, Collection<Integer> layers) throws IOException {
        if (!predictsText()) {
            throw new UserError(info.id() + " predicts no text: it has no language-model head.");
        }
        Weights.Wanted wanted = Weights.Wanted.head(layers);
        Transformer model = load(device, Precision.F32, wanted);
        Map<Integer, Block> blocks = new TreeMap<>();
        for (int i = 0; i < wanted.blocks().size(); i++) {
            blocks.put(wanted.blocks().get(i), model.blocks().get(i));
        }
        return new Unembedding(model.manager(), model.head(), blocks, model::close);
    }

    private Transformer load(Device device, Precision precision, Weights.Wanted wanted) throws IOException {
        Checkpoint checkpoint = checkpoint();
        NDManager manager = NDManager.newBaseManager(device);
        try {
            Kernels kernels = Kernels.beside(ModelSource.class, manager);
            Weights weights = new Weights(checkpoint, architecture.prefixes(), manager, kernels, precision, wanted);
            return architecture.load(info, config, weights);
        } catch (IOException | RuntimeException e) {
            manager.close();
            throw e;
        }
    }

    private Checkpoint checkpoint() throws IOException {
        if (gguf != null) {
            return GgufCheckpoint.of(gguf);
        }
        return folder == null ? MiniLm.checkpoint() : Checkpoint.open(folder);
    }
}
