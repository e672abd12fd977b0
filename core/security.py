"""The content security policy: strict for the public, the admin's own by path.

No nonce: it would be frozen into a cached page. All scripts and styles are files of ours.
"""

from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from core.paths import is_admin


class ContentSecurityPolicyMiddleware(CSPMiddleware):
    """Wagtail's admin sets styles, and two scripts, inline: its paths get ADMIN_CONTENT_SECURITY_POLICY."""

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if is_admin(request) and not report_only and parts.config is None:
            parts.config = settings.ADMIN_CONTENT_SECURITY_POLICY
        return parts
