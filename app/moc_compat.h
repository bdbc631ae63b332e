// Seen by moc only. moc 6.4 cannot parse the C++20 headers of GCC 12 (<compare>, <concepts>) when
// they come before any Qt header: it does not know this macro of the standard library.
#ifndef _GLIBCXX_VISIBILITY
#define _GLIBCXX_VISIBILITY(V)
#endif
