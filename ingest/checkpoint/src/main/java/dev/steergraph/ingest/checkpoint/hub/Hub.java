package dev.steergraph.ingest.checkpoint.hub;

import dev.steergraph.core.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Where a model's files are: a folder, a repository that is already in the local Hugging Face cache, or one to be fetched
 * from the hub into it. What is cached under a revision is used without asking whether the hub has a newer one.
 */
public final class Hub {

    private final HubSettings settings;

    public Hub(HubSettings settings) {
        this.settings = settings;
    }

    /**
     * A hub as the environment says: HF_ENDPOINT, HF_TOKEN (or the file HF_TOKEN_PATH, $HF_HOME/token), HF_HUB_CACHE,
     * HF_HOME, HF_HUB_OFFLINE, and the proxies HTTP_PROXY, HTTPS_PROXY, NO_PROXY.
     */
    public static Hub fromEnvironment(Map<String, String> env) {
        return new Hub(HubSettings.of(env));
    }

    /**
     * The folder that has a model's files.
     *
     * @param folderOrId a folder, which is returned as it is, or {@code organisation/name}, with {@code @revision} if need
     *     be
     * @param revision branch, tag or commit; null for what the id says, else main
     * @param wanted which of a repository's files are needed
     * @return the folder, or the snapshot in the cache; other files may lie there as well
     * @throws UserError if there is no such model or revision, it is gated, lacks what is wanted or cannot be had now
     */
    public Path snapshot(String folderOrId, @Nullable String revision, FileSelection wanted, HubProgress progress)
            throws IOException {
        Optional<Path> folder = folder(folderOrId);
        if (folder.isPresent()) {
            return folder.get();
        }
        HubCache cache = new HubCache(settings.cache(), RepositoryId.parse(folderOrId, revision));
        Optional<Path> cached = cached(cache, wanted);
        if (cached.isPresent()) {
            return cached.get();
        }
        String why = "HF_HUB_OFFLINE is set";
        if (!settings.offline()) {
            try {
                return new Fetch(new HubClient(settings, cache.id()), cache, progress).fetch(wanted);
            } catch (RetryPolicy.Exhausted e) {
                why = settings.endpoint() + " does not answer (" + e.getMessage() + ")";
            }
        }
        Optional<String> commit = cache.commit();
        if (commit.isPresent()
                && Files.isDirectory(cache.snapshot(commit.get()))
                && wanted.usable(cache.snapshot(commit.get()))) {
            return cache.snapshot(commit.get());
        }
        throw new UserError(why + ", and the cache " + settings.cache() + " does not have all that is needed of "
                + cache.id().name() + " at revision " + cache.id().revision()
                + "; fetch it where the hub can be reached.");
    }

    /** The same for every file that satisfies the predicate. */
    public Path snapshot(String folderOrId, @Nullable String revision, Predicate<String> wanted, HubProgress progress)
            throws IOException {
        return snapshot(folderOrId, revision, FileSelection.matching(wanted), progress);
    }

    /** One file of a folder or repository, by its path there. */
    Path file(String folderOrId, @Nullable String revision, String path, HubProgress progress) throws IOException {
        Path file = snapshot(folderOrId, revision, FileSelection.file(path), progress)
                .resolve(path);
        if (!Files.isRegularFile(file)) {
            throw new UserError(file + " does not exist.");
        }
        return file;
    }

    private static Optional<Path> cached(HubCache cache, FileSelection wanted) throws IOException {
        Optional<String> commit = cache.commit();
        if (commit.isEmpty() || !Files.isDirectory(cache.snapshot(commit.get()))) {
            return Optional.empty();
        }
        Path snapshot = cache.snapshot(commit.get());
        boolean complete = cache.listing(commit.get())
                .map(listing -> hasAll(snapshot, cache.id().name(), listing, wanted))
                .orElse(wanted.complete(snapshot));
        return complete ? Optional.of(snapshot) : Optional.empty();
    }

    private static boolean hasAll(Path snapshot, String repository, Listing listing, FileSelection wanted) {
        try {
            return wanted.choose(repository, listing.files()).stream()
                    .allMatch(file -> Files.isRegularFile(snapshot.resolve(file)));
        } catch (UserError e) {
            // The commit that we know lacks something; the revision may have moved on since.
            return false;
        }
    }

    private static Optional<Path> folder(String text) {
        try {
            Path path = Path.of(text);
            if (Files.isDirectory(path)) {
                return Optional.of(path);
            }
            if (path.isAbsolute() || text.startsWith(".") || text.startsWith("~")) {
                throw new UserError(text + " is no folder.");
            }
        } catch (InvalidPathException e) {
            throw new UserError("\"" + text + "\" is neither a folder nor a model's name.", e);
        }
        return Optional.empty();
    }
}
