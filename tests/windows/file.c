/* A file as Windows' own calls see it, for the tests of writes: who may do what, its marks, and another program that has it open.

   file security PATH          prints owner, group, access list (SDDL) and attributes
   file hide PATH              gives it the hidden attribute
   file hold PATH              opens it so that nobody else can write or replace it; ends with standard input
   file hold-read PATH         the same, and nobody else can read it
   file release-at PATH MARK   holds it until a name that begins with MARK is in its folder: whoever writes has begun then */
#include <windows.h>
#include <aclapi.h>
#include <sddl.h>
#include <stdio.h>
#include <wchar.h>

static int fail(const char *what) {
  fprintf(stderr, "%s: error %lu\n", what, GetLastError());
  return 1;
}

static int security(const wchar_t *path) {
  const SECURITY_INFORMATION all = OWNER_SECURITY_INFORMATION | GROUP_SECURITY_INFORMATION | DACL_SECURITY_INFORMATION;
  PSECURITY_DESCRIPTOR descriptor;
  DWORD error = GetNamedSecurityInfoW((wchar_t *)path, SE_FILE_OBJECT, all, NULL, NULL, NULL, NULL, &descriptor);
  if (error) { SetLastError(error); return fail("GetNamedSecurityInfo"); }
  char *text;
  if (!ConvertSecurityDescriptorToStringSecurityDescriptorA(descriptor, SDDL_REVISION_1, all, &text, NULL)) return fail("to text");
  printf("%s attributes %lx\n", text, GetFileAttributesW(path));
  return 0;
}

static int hide(const wchar_t *path) {
  return SetFileAttributesW(path, FILE_ATTRIBUTE_HIDDEN | FILE_ATTRIBUTE_ARCHIVE) ? 0 : fail("SetFileAttributes");
}

int wmain(int count, wchar_t **words) {
  if (count < 3) return 2;
  const wchar_t *what = words[1], *path = words[2];
  if (!wcscmp(what, L"security")) return security(path);
  if (!wcscmp(what, L"hide")) return hide(path);
  DWORD share = wcscmp(what, L"hold-read") ? FILE_SHARE_READ : 0;
  HANDLE file = CreateFileW(path, GENERIC_READ, share, NULL, OPEN_EXISTING, 0, NULL);
  if (file == INVALID_HANDLE_VALUE) return fail("CreateFile");
  puts("held");
  fflush(stdout);
  if (count > 3) {
    wchar_t pattern[MAX_PATH];
    swprintf(pattern, MAX_PATH, L"%ls*", words[3]);
    WIN32_FIND_DATAW found;
    /* Half a minute at most: the test fails by itself then. */
    for (int i = 0; i < 3000 && FindFirstFileW(pattern, &found) == INVALID_HANDLE_VALUE; i++) Sleep(10);
    Sleep(50);
  } else {
    getchar();
  }
  CloseHandle(file);
  return 0;
}
