package dev.steergraph.web.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.config.JettyConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * What the server refuses before any of our handlers sees it, such as an address that is none, answered as all else that fails.
 * Where it gives up before it has read what the client accepts, a problem body is sent, which a person can read as well.
 */
public final class ServerProblems extends ErrorHandler {

    private static final ObjectMapper JSON = new ObjectMapper();

    private ServerProblems() {}

    /** Puts it in the place of the server's own pages. */
    public static void register(JettyConfig jetty) {
        ServerProblems problems = new ServerProblems();
        jetty.modifyServer(server -> server.setErrorHandler(problems));
        jetty.modifyServletContextHandler(context -> context.setErrorHandler(problems));
    }

    @Override
    public boolean errorPageForMethod(String method) {
        return true;
    }

    @Override
    protected void generateResponse(
            Request request,
            Response response,
            int code,
            @Nullable String message,
            @Nullable Throwable cause,
            Callback callback)
            throws IOException {
        ProblemBody problem = ProblemBody.of(code, sentence(code), RequestId.next());
        boolean page = Problems.onPage(
                Objects.requireNonNullElse(request.getHttpURI().getPath(), ""),
                String.join(",", request.getHeaders().getCSV(HttpHeader.ACCEPT, false)));
        HttpFields.Mutable headers = response.getHeaders();
        headers.put(RequestId.HEADER, problem.requestId());
        SecurityHeaders.ofOurPages().forEach(headers::put);
        headers.put(HttpHeader.CONTENT_TYPE, page ? "text/html;charset=utf-8" : ProblemBody.MEDIA_TYPE);
        byte[] body = page
                ? Template.PROBLEM.with(problem).getBytes(StandardCharsets.UTF_8)
                : JSON.writeValueAsBytes(problem);
        response.write(true, BufferUtil.toBuffer(body), callback);
    }

    private static String sentence(int status) {
        return switch (status) {
            case HttpStatus.BAD_REQUEST_400 ->
                "the request is not as HTTP has it, or its address has parts such as .. or a % without a number; check the address";
            case HttpStatus.URI_TOO_LONG_414 -> "the address is longer than the explorer reads; ask for less at once";
            case HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE_431 ->
                "the request's headers are longer than the explorer reads; remove the cookies of this host, then try again";
            case HttpStatus.NOT_FOUND_404 -> "there is nothing at this address";
            default ->
                HttpStatus.isServerError(status)
                        ? "the explorer failed to answer; try again"
                        : "the server refuses the request: " + HttpStatus.getMessage(status);
        };
    }
}
