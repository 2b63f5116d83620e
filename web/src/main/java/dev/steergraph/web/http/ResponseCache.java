package dev.steergraph.web.http;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Caches responses as long as the graph stays as it is, because people ask the same again: the same views, back and forward,
 * many at once. A request for what is being computed for somebody else waits for that response.
 */
public final class ResponseCache {

    private static final long MAX_BYTES = 64 << 20;
    private static final Duration MAX_IDLE = Duration.ofMinutes(30);

    /** Where a body is sent it is a part of the key. */
    private record CacheKey(
            String state, String path, @Nullable String query, String body) {}

    private final AsyncCache<CacheKey, CachedResponse> responses = Caffeine.newBuilder()
            .maximumWeight(MAX_BYTES)
            .weigher((CacheKey key, CachedResponse response) ->
                    response.weight() + key.body().length())
            .expireAfterAccess(MAX_IDLE)
            .buildAsync();

    private final Supplier<String> state;

    /** @param state tells which state the graph is in: another text after every change */
    public ResponseCache(Supplier<String> state) {
        this.state = state;
    }

    /** The same resource, computed once for each state of the graph. */
    Handler cached(Handler resource) {
        return ctx -> {
            CacheKey key = new CacheKey(state.get(), ctx.path(), ctx.queryString(), ctx.body());
            CompletableFuture<CachedResponse> mine = new CompletableFuture<>();
            CompletableFuture<CachedResponse> other = responses.asMap().putIfAbsent(key, mine);
            (other == null ? compute(resource, ctx, mine) : await(resource, ctx, other)).send(ctx);
        };
    }

    private static CachedResponse compute(Handler resource, Context ctx, CompletableFuture<CachedResponse> promised)
            throws Exception {
        try {
            resource.handle(ctx);
            CachedResponse response = CachedResponse.of(ctx);
            promised.complete(response);
            return response;
        } finally {
            promised.cancel(false); // Has no effect on a response, and is not cached.
        }
    }

    /** Where the request that computes fails, every other one fails for itself. */
    private static CachedResponse await(Handler resource, Context ctx, CompletableFuture<CachedResponse> promised)
            throws Exception {
        try {
            return promised.get();
        } catch (CancellationException e) {
            resource.handle(ctx);
            return CachedResponse.of(ctx);
        }
    }
}
