/* Points the process's standard error at nothing for a while, and back. TensorFlow's library writes to it while it is
 * being loaded, before any setting of its own can keep it from doing so. */
#include <fcntl.h>
#include <node_api.h>
#include <unistd.h>

static int saved = -1;

static napi_value mute(napi_env env, napi_callback_info info) {
  (void)env;
  (void)info;
  if (saved >= 0) return NULL;
  int nothing = open("/dev/null", O_WRONLY | O_CLOEXEC);
  if (nothing < 0) return NULL;
  saved = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
  if (saved >= 0) dup2(nothing, STDERR_FILENO);
  close(nothing);
  return NULL;
}

static napi_value unmute(napi_env env, napi_callback_info info) {
  (void)env;
  (void)info;
  if (saved < 0) return NULL;
  dup2(saved, STDERR_FILENO);
  close(saved);
  saved = -1;
  return NULL;
}

NAPI_MODULE_INIT() {
  napi_value function;
  if (napi_create_function(env, "mute", NAPI_AUTO_LENGTH, mute, NULL, &function) == napi_ok)
    napi_set_named_property(env, exports, "mute", function);
  if (napi_create_function(env, "unmute", NAPI_AUTO_LENGTH, unmute, NULL, &function) == napi_ok)
    napi_set_named_property(env, exports, "unmute", function);
  return exports;
}
