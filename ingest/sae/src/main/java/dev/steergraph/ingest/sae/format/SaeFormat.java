package dev.steergraph.ingest.sae.format;

import dev.steergraph.core.UserError;
import dev.steergraph.ingest.sae.Sae;
import dev.steergraph.ingest.sae.catalogue.SaeEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The formats in which SAEs are published: the files of each, and who reads them. The first that fits a place counts. */
enum SaeFormat {
    /** EleutherAI's. */
    SPARSIFY(folder(Sparsify.WEIGHTS, SaeFolder.CONFIG, Sparsify.WEIGHTS), Sparsify::read, "sparsify"),
    SAE_LENS(folder(SaeFolder.CONFIG, SaeFolder.CONFIG, SaeFolder.WEIGHTS), SaeLens::read, "sae_lens"),
    LLAMA_SCOPE_R1(
            folder(SaeFolder.WEIGHTS, LlamaScopeR1.CONFIG, SaeFolder.WEIGHTS),
            LlamaScopeR1::read,
            "llama_scope_r1_distill"),
    LLAMA_SCOPE(folder(LlamaScope.CONFIG, LlamaScope.CONFIG, LlamaScope.WEIGHTS), LlamaScope::read, "llama_scope"),
    DICTIONARY_LEARNING(
            folder(DictionaryLearning.WEIGHTS, DictionaryLearning.CONFIG, DictionaryLearning.WEIGHTS),
            DictionaryLearning::read,
            "dictionary_learning_1"),
    GEMMA_SCOPE(
            folder("params.npz", "params.npz"),
            path -> GemmaScope.read(path.resolve("params.npz")),
            "gemma_2",
            "gemma_2_transcoder"),
    GEMMA_SCOPE_2(
            new SaeForm.Folder("params.safetensors", List.of("params.safetensors"), List.of("config.json")),
            path -> GemmaScope.read(path.resolve("params.safetensors")),
            "gemma_3"),
    QWEN_SCOPE(single("layer\\d+\\.sae\\.pt"), QwenScope::read, "qwen_scope"),
    MWHANNA(
            new SaeForm.Single(Pattern.compile("layer_\\d+\\.safetensors"), List.of(), List.of("config.yaml")),
            MwHanna::read,
            "mwhanna_transcoder"),
    CLT_LAYER(
            new SaeForm.Single(
                    Pattern.compile("W_enc_(\\d+)\\.safetensors"),
                    List.of("W_dec_$1.safetensors", "config.yaml"),
                    List.of()),
            CltLayer::read,
            "mntss_clt_layer_transcoder"),
    HOOK_Z(
            new SaeForm.Single(Pattern.compile("(gpt2-small_L\\d+_Hcat_z_.+)\\.pt"), List.of("$1_cfg.json"), List.of()),
            HookZ::read,
            "connor_rob_hook_z"),
    /** Goodfire's and qresearch's. */
    LINEAR_LAYERS(single(LinearLayers.NAME.pattern()), LinearLayers::read, "goodfire", "deepseek_r1");

    /** For the message about a place that holds none of them. */
    static final String EXPECTED = "; cfg.json with sae_weights.safetensors (SAELens) was expected, or ae.pt"
            + " (dictionary_learning), params.npz or params.safetensors (Gemma Scope), sae.safetensors (sparsify), or another"
            + " published form.";

    private final SaeForm form;
    private final Reader reader;
    private final List<String> loaders;

    private interface Reader {
        Sae read(Path path) throws IOException;
    }

    /** @param loaders SAELens' names of what reads it */
    SaeFormat(SaeForm form, Reader reader, String... loaders) {
        this.form = form;
        this.reader = reader;
        this.loaders = List.of(loaders);
    }

    /** SAELens' names of all loaders whose files are read here. */
    static List<String> loaders() {
        return Stream.of(values()).flatMap(format -> format.loaders.stream()).toList();
    }

    private static SaeForm folder(String marker, String... names) {
        return new SaeForm.Folder(marker, List.of(names), List.of());
    }

    private static SaeForm single(String name) {
        return new SaeForm.Single(Pattern.compile(name), List.of(), List.of());
    }

    /** The format of what is at a place, if it is an SAE. */
    static Optional<SaeFormat> of(Path path) {
        return Stream.of(values()).filter(format -> format.form.isAt(path)).findFirst();
    }

    /** The place of an SAE whose file or folder is named, in a repository. */
    static String folderOf(String path) {
        for (SaeFormat format : values()) {
            if (format.form instanceof SaeForm.Folder folder) {
                for (String name : folder.names()) {
                    if (path.equals(name) || path.endsWith("/" + name)) {
                        return path.substring(0, Math.max(0, path.length() - name.length() - 1));
                    }
                }
            }
        }
        return path;
    }

    /** The same on this machine; the file itself if it is not called as a part of an SAE is. */
    static Path folderOf(Path file) {
        for (SaeFormat format : values()) {
            if (format.form instanceof SaeForm.Folder folder) {
                for (Path name : folder.names().stream().map(Path::of).toList()) {
                    Path whole = file.toAbsolutePath().normalize();
                    if (whole.endsWith(name)) {
                        Path root = whole.resolve(String.join("/", Collections.nCopies(name.getNameCount(), "..")))
                                .normalize();
                        if (folder.isAt(root)) {
                            return root;
                        }
                    }
                }
            }
        }
        return file;
    }

    /** @throws UserError if the file is called as that of a form is, and another file of the form is not there */
    static void requireWhole(Path file) {
        for (SaeFormat format : values()) {
            if (format.form instanceof SaeForm.Single single) {
                single.files(file.getFileName().toString()).ifPresent(names -> names.stream()
                        .filter(name -> !Files.isRegularFile(file.resolveSibling(name)))
                        .findFirst()
                        .ifPresent(missing -> {
                            throw new UserError(file + " is part of an SAE of which " + missing
                                    + " is missing beside it; fetch that file too.");
                        }));
            }
        }
    }

    /** Where in its repository a published SAE is. */
    static String path(SaeEntry entry) {
        return entry.loader().equals("mntss_clt_layer_transcoder")
                ? "W_enc_" + entry.path() + ".safetensors"
                : entry.path();
    }

    SaeForm form() {
        return form;
    }

    Sae read(Path path) throws IOException {
        return reader.read(path);
    }
}
